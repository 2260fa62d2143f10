package io.opensesame.spring.actuate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * What the meters of secrets and calls tell.
 *
 * @param maxSecretNames how many secrets are named by a tag, in the order in which something happens to them; the
 *     others share the value other. 0 names none
 */
@ConfigurationProperties(OpenSesameMetricsProperties.PREFIX)
record OpenSesameMetricsProperties(@DefaultValue("100") int maxSecretNames) {
    static final String PREFIX = "opensesame.metrics";

    OpenSesameMetricsProperties {
        if (maxSecretNames < 0) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + ".max-secret-names", maxSecretNames, "It must not be negative; 0 names none.");
        }
    }
}
