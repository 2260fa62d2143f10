package io.opensesame.spring.actuate;

import io.opensesame.OpenSesame;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** {@link EnableAutoConfiguration Auto-configuration} for the health of secrets and regions, {@code opensesame}. */
@AutoConfiguration(
        after = OpenSesameAutoConfiguration.class,
        beforeName =
                "org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration")
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(OpenSesame.class)
@ConditionalOnEnabledHealthIndicator("opensesame")
public final class OpenSesameHealthAutoConfiguration {
    /** Creates the configuration. */
    public OpenSesameHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = {"opensesameHealthIndicator", "opensesameHealthContributor"})
    HealthContributor opensesameHealthIndicator(ListableBeanFactory beans) {
        return new OpenSesameHealthIndicator(() -> Clients.states(beans));
    }
}
