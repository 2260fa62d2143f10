package io.opensesame.spring.jdbc;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * Connection pools whose login is in a secret.
 *
 * @param secret name or ARN of the secret with the login of Spring Boot's own connection pool; empty for none
 * @param pools names or ARNs of the secrets with the logins of the application's own pools, by the pool's bean name
 * @param maxTries how many versions of the secret one new connection tries at most
 * @param timeout time after which a new connection begins no further try
 * @param refusalsPerMinute how many wrong logins a pool may cause in any minute, so that the database does not lock the
 *     account
 * @param drain time over which connections of an old login are retired after a rotation
 */
@ConfigurationProperties(RotatingDataSourceProperties.PREFIX)
record RotatingDataSourceProperties(
        @Nullable String secret,
        @DefaultValue Map<String, String> pools,
        @DefaultValue("3") int maxTries,
        @DefaultValue("30s") Duration timeout,
        @DefaultValue("5") int refusalsPerMinute,
        @DefaultValue("1m") Duration drain) {
    static final String PREFIX = "opensesame.datasource";
    static final String SECRET = PREFIX + ".secret";
    static final String POOLS = PREFIX + ".pools";

    RotatingDataSourceProperties {
        pools = Map.copyOf(pools);
        pools.forEach((pool, name) -> require(!name.isBlank(), "pools." + pool, name, "Need the name of a secret."));
        require(maxTries >= 1 && maxTries <= 10, "max-tries", maxTries, "Need 1 to 10.");
        require(
                isWithin(timeout, Duration.ofSeconds(1), Duration.ofMinutes(10)),
                "timeout",
                timeout,
                "Need 1 s to 10 min.");
        require(
                refusalsPerMinute >= maxTries && refusalsPerMinute <= 1_000,
                "refusals-per-minute",
                refusalsPerMinute,
                "Need " + PREFIX + ".max-tries, which is " + maxTries + ", to 1000.");
        require(isWithin(drain, Duration.ZERO, Duration.ofDays(1)), "drain", drain, "Need 0 to 1 day.");
    }

    /** {@return the secret of Spring Boot's own pool, if it has one} */
    Optional<HikariLogin.Choice> choice() {
        return Optional.ofNullable(secret)
                .filter(StringUtils::hasText)
                .map(name -> new HikariLogin.Choice(SECRET, name));
    }

    /** {@return the secret of a pool that is named with it, if it is} */
    Optional<HikariLogin.Choice> choice(String pool) {
        return Optional.ofNullable(pools.get(pool)).map(name -> new HikariLogin.Choice(propertyOf(pool), name));
    }

    /** {@return the name of the property that names a pool's secret} */
    static String propertyOf(String pool) {
        return POOLS + "." + pool;
    }

    private static boolean isWithin(Duration duration, Duration min, Duration max) {
        return duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0;
    }

    private static void require(boolean fulfilled, String property, @Nullable Object value, String rule) {
        if (!fulfilled) {
            throw new InvalidConfigurationPropertyValueException(PREFIX + "." + property, value, rule);
        }
    }
}
