package io.opensesame.spring.redis;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Redis connections whose login is in a secret.
 *
 * @param secret name or ARN of the secret with the login
 * @param maxTries how many versions of the secret one new connection tries at most
 * @param refusalsPerMinute how often a version is tried again within a minute of its refusals
 */
@ConfigurationProperties(RotatingRedisProperties.PREFIX)
record RotatingRedisProperties(
        String secret,
        @DefaultValue("3") int maxTries,
        @DefaultValue("5") int refusalsPerMinute) {
    static final String PREFIX = "opensesame.redis";
    static final String SECRET = PREFIX + ".secret";

    RotatingRedisProperties {
        require(!secret.isBlank(), "secret", secret, "Need the name of a secret.");
        require(maxTries >= 1 && maxTries <= 10, "max-tries", maxTries, "Need 1 to 10.");
        require(
                refusalsPerMinute >= 1 && refusalsPerMinute <= 1_000,
                "refusals-per-minute",
                refusalsPerMinute,
                "Need 1 to 1000.");
    }

    private static void require(boolean fulfilled, String property, Object value, String rule) {
        if (!fulfilled) {
            throw new InvalidConfigurationPropertyValueException(PREFIX + "." + property, value, rule);
        }
    }
}
