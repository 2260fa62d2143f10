/** LocalKms beside the tests of a Spring Boot application. Start at {@link io.opensesame.spring.test.LocalKmsTest}. */
@NullMarked
package io.opensesame.spring.test;

import org.jspecify.annotations.NullMarked;
