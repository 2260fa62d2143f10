package io.opensesame.spring.actuate;

import io.micrometer.observation.ObservationRegistry;
import io.opensesame.OpenSesame;
import io.opensesame.metrics.KmsObservations;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** {@link EnableAutoConfiguration Auto-configuration} for the observations of {@link KmsObservations}. */
@AutoConfiguration(
        after = OpenSesameAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({OpenSesame.class, ObservationRegistry.class})
public final class OpenSesameObservationAutoConfiguration {
    /** Creates the configuration. */
    public OpenSesameObservationAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    KmsObservations kmsObservations(ObservationRegistry registry) {
        return new KmsObservations(registry);
    }

    @Bean
    @Lazy(false) // nobody asks for it
    ClientObservations clientObservations(ListableBeanFactory beans, KmsObservations observations) {
        return new ClientObservations(Clients.of(beans).values(), observations);
    }
}
