package io.opensesame.spring.actuate;

import io.opensesame.OpenSesame;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** {@link EnableAutoConfiguration Auto-configuration} for the endpoint {@code /actuator/secrets}. */
@AutoConfiguration(after = OpenSesameAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(OpenSesame.class)
@ConditionalOnAvailableEndpoint(SecretsEndpoint.class)
public final class OpenSesameEndpointAutoConfiguration {
    /** Creates the configuration. */
    public OpenSesameEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    SecretsEndpoint secretsEndpoint(ListableBeanFactory beans) {
        return new SecretsEndpoint(() -> Clients.of(beans));
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(SecretsEndpoint.class)
    @ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
    SecretsEndpointWebExtension secretsEndpointWebExtension(SecretsEndpoint endpoint) {
        return new SecretsEndpointWebExtension(endpoint);
    }
}
