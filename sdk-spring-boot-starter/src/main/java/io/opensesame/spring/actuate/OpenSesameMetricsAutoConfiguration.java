package io.opensesame.spring.actuate;

import io.micrometer.core.instrument.MeterRegistry;
import io.opensesame.OpenSesame;
import io.opensesame.metrics.OpenSesameMetrics;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters of {@link OpenSesameMetrics}, unless there is a
 * bean of that class.
 */
@AutoConfiguration(
        after = OpenSesameAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({OpenSesame.class, MeterRegistry.class})
@EnableConfigurationProperties(OpenSesameMetricsProperties.class)
public final class OpenSesameMetricsAutoConfiguration {
    /** Creates the configuration. */
    public OpenSesameMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(OpenSesameMetrics.class)
    ClientMetrics openSesameMetrics(ListableBeanFactory beans, OpenSesameMetricsProperties properties) {
        return new ClientMetrics(Clients.of(beans), properties.maxSecretNames());
    }
}
