/** An empty Spring Boot application with the OpenSesame starter. */
@NullMarked
package io.opensesame.benchmarks.clients.springbootstarter;

import org.jspecify.annotations.NullMarked;
