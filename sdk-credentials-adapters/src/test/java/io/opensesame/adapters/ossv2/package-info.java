/** Tests with the newer OSS SDK. */
@NullMarked
package io.opensesame.adapters.ossv2;

import org.jspecify.annotations.NullMarked;
