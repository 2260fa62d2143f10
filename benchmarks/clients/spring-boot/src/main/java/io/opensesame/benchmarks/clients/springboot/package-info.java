/** An empty Spring Boot application. */
@NullMarked
package io.opensesame.benchmarks.clients.springboot;

import org.jspecify.annotations.NullMarked;
