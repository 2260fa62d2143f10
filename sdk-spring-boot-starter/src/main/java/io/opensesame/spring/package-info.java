/** OpenSesame in a Spring Boot application: its settings, and the types that an application names. */
@NullMarked
package io.opensesame.spring;

import org.jspecify.annotations.NullMarked;
