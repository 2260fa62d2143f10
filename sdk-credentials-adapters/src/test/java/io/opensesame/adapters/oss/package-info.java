/** Tests with the OSS SDK. */
@NullMarked
package io.opensesame.adapters.oss;

import org.jspecify.annotations.NullMarked;
