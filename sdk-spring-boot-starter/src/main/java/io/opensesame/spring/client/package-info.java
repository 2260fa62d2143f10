/** The beans of the client library: {@link io.opensesame.OpenSesame} and what it gives. */
@NullMarked
package io.opensesame.spring.client;

import org.jspecify.annotations.NullMarked;
