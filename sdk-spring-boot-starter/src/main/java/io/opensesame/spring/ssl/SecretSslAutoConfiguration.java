package io.opensesame.spring.ssl;

import io.opensesame.OpenSesame;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** {@link AutoConfiguration Auto-configuration} for SSL bundles whose certificates are in secrets. */
@AutoConfiguration(after = OpenSesameAutoConfiguration.class, before = SslAutoConfiguration.class)
@ConditionalOnBean(OpenSesame.class)
@EnableConfigurationProperties(SecretSslProperties.class)
public final class SecretSslAutoConfiguration {
    /** Creates the configuration. */
    public SecretSslAutoConfiguration() {}

    @Bean
    SecretSslBundles openSesameSslBundles(ObjectProvider<SecretsClient> secrets, SecretSslProperties properties) {
        return new SecretSslBundles(secrets, properties);
    }
}
