package io.opensesame.spring.jdbc;

import io.opensesame.jdbc.RotatingDataSource;

/**
 * Has the last word on how a pool's {@link RotatingDataSource} is built, after the properties were applied: for a
 * mapper of another form of secret, a listener, or a detector of refused logins.
 *
 * <p>Declare it as a bean; several are called in their order, once for each pool.
 */
@FunctionalInterface
public interface RotatingDataSourceCustomizer {
    /**
     * Changes the builder.
     *
     * @param pool the name of the pool's bean
     * @param builder what the pool's connections will come from
     */
    void customize(String pool, RotatingDataSource.Builder builder);
}
