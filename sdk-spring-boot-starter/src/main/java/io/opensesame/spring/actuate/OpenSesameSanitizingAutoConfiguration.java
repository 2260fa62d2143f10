package io.opensesame.spring.actuate;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for what keeps secrets out of the endpoints env and configprops.
 * It has no switch.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class OpenSesameSanitizingAutoConfiguration {
    /** Creates the configuration. */
    public OpenSesameSanitizingAutoConfiguration() {}

    @Bean
    static SanitizingFunction openSesameSanitizingFunction(ConfigurableEnvironment environment) {
        return new SecretSanitizer(environment);
    }
}
