package io.opensesame.spring.actuate;

import io.opensesame.OpenSesame;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for what {@code /actuator/info} tells of the client, if
 * {@code management.info.opensesame.enabled=true}.
 */
@AutoConfiguration(after = OpenSesameAutoConfiguration.class)
@ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
@ConditionalOnBean(OpenSesame.class)
@ConditionalOnEnabledInfoContributor(value = "opensesame", fallback = InfoContributorFallback.DISABLE)
@ImportRuntimeHints(OpenSesameInfoContributor.Hints.class)
public final class OpenSesameInfoAutoConfiguration {
    /** Creates the configuration. */
    public OpenSesameInfoAutoConfiguration() {}

    @Bean
    InfoContributor openSesameInfoContributor(ListableBeanFactory beans) {
        return new OpenSesameInfoContributor(() -> Clients.states(beans));
    }
}
