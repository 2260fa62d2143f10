package io.opensesame.spring.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.opensesame.error.OpenSesameException;
import io.opensesame.jdbc.RotatingDataSource;
import io.opensesame.jdbc.hikari.RotatingHikariPool;
import io.opensesame.secrets.SecretsClient;
import java.sql.Driver;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.ClassUtils;

/** Gives pools that were configured, but not opened yet, the login of a secret. */
final class HikariLogin {
    /*
     * A pool's URL, driver and driver properties become the rotating data source's; whatever else was set is the pool's
     * own. Its URL stays, too, unused: tools derive connections of their own from it, such as Flyway with another user.
     */
    private static final Logger LOGGER = LoggerFactory.getLogger(RotatingDataSources.class);

    /** A pool's secret, and which property names it. */
    record Choice(String property, String secretName) {
        InvalidConfigurationPropertyValueException invalid(String reason, @Nullable Throwable cause) {
            return new InvalidConfigurationPropertyValueException(property, secretName, reason, cause);
        }
    }

    private final SecretsClient secrets;
    private final RotatingDataSourceProperties properties;
    private final List<RotatingDataSourceCustomizer> customizers;

    HikariLogin(
            SecretsClient secrets,
            RotatingDataSourceProperties properties,
            List<RotatingDataSourceCustomizer> customizers) {
        this.secrets = secrets;
        this.properties = properties;
        this.customizers = customizers;
    }

    /**
     * Lets a pool draw its connections from a rotating data source.
     *
     * @param pool the pool
     * @param beanName the name of its bean
     * @param choice its secret
     * @return the data source, to be closed after the pool
     */
    RotatingDataSource give(HikariDataSource pool, String beanName, Choice choice) {
        String misfit = misfit(pool, beanName);
        if (misfit != null) {
            throw choice.invalid(misfit, null);
        }
        if (pool.getUsername() != null || pool.getPassword() != null) {
            LOGGER.warn(
                    "User name and password of the pool '{}' are ignored, since {} is set: its login is that of secret"
                            + " '{}'. Remove them (for Spring Boot's own pool: spring.datasource.username and"
                            + " spring.datasource.password).",
                    beanName,
                    choice.property(),
                    choice.secretName());
        }
        RotatingDataSource dataSource = build(pool, beanName, choice);
        pool.setDataSource(dataSource);
        pool.setUsername(null);
        pool.setPassword(null);
        RotatingHikariPool.attach(pool, dataSource);
        return dataSource;
    }

    private static @Nullable String misfit(HikariDataSource pool, String beanName) {
        if (pool.isRunning()) {
            return "The pool '" + beanName + "' was opened before its bean was initialized; do not connect that early.";
        }
        if (pool.getDataSource() != null || pool.getDataSourceClassName() != null || pool.getDataSourceJNDI() != null) {
            return "The pool '" + beanName + "' draws from a data source of its own; give it a JDBC URL in its place"
                    + " (spring.datasource.url).";
        }
        if (pool.getJdbcUrl() == null) {
            return "The pool '" + beanName + "' has no JDBC URL; set its jdbc-url property.";
        }
        return null;
    }

    private RotatingDataSource build(HikariDataSource pool, String beanName, Choice choice) {
        try {
            RotatingDataSource.Builder builder = RotatingDataSource.builder(secrets, choice.secretName())
                    .url(pool.getJdbcUrl())
                    .maxTries(properties.maxTries())
                    .timeout(properties.timeout())
                    .refusalsPerMinute(properties.refusalsPerMinute())
                    .drain(properties.drain());
            pool.getDataSourceProperties()
                    .forEach((name, value) -> builder.driverProperty(String.valueOf(name), String.valueOf(value)));
            if (pool.getDriverClassName() != null) {
                builder.driver(driver(pool.getDriverClassName()));
            }
            customizers.forEach(customizer -> customizer.customize(beanName, builder));
            return builder.build();
        } catch (IllegalArgumentException | OpenSesameException e) {
            throw choice.invalid("The pool '" + beanName + "' gets no login: " + e.getMessage(), e);
        }
    }

    /** HikariCP has found the class before, when its name was set. */
    private static Driver driver(String className) {
        Class<?> type = ClassUtils.resolveClassName(className, ClassUtils.getDefaultClassLoader());
        return BeanUtils.instantiateClass(type, Driver.class);
    }
}
