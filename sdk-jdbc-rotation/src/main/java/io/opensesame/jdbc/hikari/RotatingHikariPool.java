package io.opensesame.jdbc.hikari;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.opensesame.jdbc.RotatingDataSource;
import org.jspecify.annotations.Nullable;

/**
 * HikariCP over a {@link RotatingDataSource}: after a rotation, connections of the old login are evicted one by one.
 *
 * <p>Tested with HikariCP 7.1; compiles against 6.3 and 7.0.
 */
@SuppressWarnings("exports") // who uses this has HikariCP
public final class RotatingHikariPool {
    private RotatingHikariPool() {}

    /**
     * Starts a pool, and has connections of an old login retired from it until it is closed.
     *
     * @param dataSource where its connections come from; it must be closed after the pool
     * @param config the pool's settings, without a place or a login of the database; its data source is set here
     * @return the pool
     * @throws IllegalArgumentException if the settings have a URL, a login or another data source
     * @throws com.zaxxer.hikari.pool.HikariPool.PoolInitializationException if the first connection fails
     */
    public static HikariDataSource open(RotatingDataSource dataSource, HikariConfig config) {
        requireUnset("jdbcUrl", config.getJdbcUrl());
        requireUnset("username", config.getUsername());
        requireUnset("dataSourceClassName", config.getDataSourceClassName());
        requireUnset("dataSourceJNDI", config.getDataSourceJNDI());
        if (config.getDataSource() != null && config.getDataSource() != dataSource) {
            throw new IllegalArgumentException("the pool's settings have another data source already");
        }
        config.setDataSource(dataSource);
        HikariDataSource pool = new HikariDataSource(config);
        attach(pool, dataSource);
        return pool;
    }

    /**
     * Has connections of an old login retired from a pool that something else made, such as a framework.
     *
     * @param pool a pool whose data source is {@code dataSource}, or wraps it
     * @param dataSource where its connections come from
     */
    public static void attach(HikariDataSource pool, RotatingDataSource dataSource) {
        dataSource.retireFrom(new HikariConnectionPool(pool));
    }

    private static void requireUnset(String what, @Nullable String value) {
        if (value != null) {
            throw new IllegalArgumentException("the pool's settings have a " + what
                    + ": leave it out, since place and login of the database are the rotating data source's");
        }
    }
}
