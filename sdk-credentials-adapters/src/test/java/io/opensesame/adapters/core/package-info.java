/** Tests with the classic clients. */
@NullMarked
package io.opensesame.adapters.core;

import org.jspecify.annotations.NullMarked;
