/** Spring Boot's own connection pool, with a login that rotates. */
@NullMarked
package io.opensesame.spring.jdbc;

import org.jspecify.annotations.NullMarked;
