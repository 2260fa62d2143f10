/** Secrets as properties: {@code spring.config.import=opensesame:orders/db}. */
@NullMarked
package io.opensesame.spring.configdata;

import org.jspecify.annotations.NullMarked;
