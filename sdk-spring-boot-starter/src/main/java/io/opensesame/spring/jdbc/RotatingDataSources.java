package io.opensesame.spring.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.opensesame.jdbc.RotatingDataSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What the connections of the application's pools come from, to watch it: by the names of the pools' beans.
 * Thread-safe.
 *
 * <p>It is no {@code DataSource} bean, so that whatever wants one gets the pool.
 */
public final class RotatingDataSources implements AutoCloseable {
    private final HikariLogin login;
    private final Map<String, RotatingDataSource> byPool = new LinkedHashMap<>();
    private final List<BiConsumer<String, RotatingDataSource>> followers = new ArrayList<>();

    RotatingDataSources(HikariLogin login) {
        this.login = login;
    }

    /**
     * Returns what a pool's connections come from.
     *
     * @param pool the name of the pool's bean, such as {@code dataSource}
     * @return its data source; empty if there is no such pool, or it was not created yet
     */
    public synchronized Optional<RotatingDataSource> find(String pool) {
        return Optional.ofNullable(byPool.get(pool));
    }

    /** {@return those of all pools that were created so far, by the names of their beans; a copy} */
    public synchronized Map<String, RotatingDataSource> byPool() {
        return new LinkedHashMap<>(byPool);
    }

    /** Gives a pool the login of a secret; one that was created anew has another data source than before. */
    synchronized void give(HikariDataSource pool, String beanName, HikariLogin.Choice choice) {
        RotatingDataSource dataSource = login.give(pool, beanName, choice);
        RotatingDataSource before = byPool.put(beanName, dataSource);
        if (before != null) {
            before.close();
        }
        followers.forEach(follower -> follower.accept(beanName, dataSource));
    }

    /** Tells of all that there are, and of all that come. */
    synchronized void follow(BiConsumer<String, RotatingDataSource> follower) {
        followers.add(follower);
        byPool.forEach(follower);
    }

    /** Closes all. The pools are closed before, since this was there before them; the client after it. */
    @Override
    public synchronized void close() {
        byPool.values().forEach(RotatingDataSource::close);
    }
}
