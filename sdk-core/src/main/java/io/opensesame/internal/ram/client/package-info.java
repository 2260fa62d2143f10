/** The client of RAM and STS, over transports to them. */
@NullMarked
package io.opensesame.internal.ram.client;

import org.jspecify.annotations.NullMarked;
