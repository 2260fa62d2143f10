package io.opensesame.spring.client;

import io.opensesame.OpenSesame;
import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.kms.KmsClient;
import io.opensesame.ram.RamAccessKeys;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.spring.OpenSesameCustomizer;
import io.opensesame.spring.OpenSesameProperties;
import io.opensesame.spring.configdata.ImportClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.io.ResourceLoader;

/** {@link AutoConfiguration Auto-configuration} for {@link OpenSesame} and what it gives. */
@AutoConfiguration
@ConditionalOnProperty(prefix = OpenSesameProperties.PREFIX, name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(OpenSesameProperties.class)
@ImportRuntimeHints(ClientRuntimeHints.class)
public final class OpenSesameAutoConfiguration {
    /** Creates the configuration. */
    public OpenSesameAutoConfiguration() {}

    /** The client, unless the application has one of its own. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(OpenSesame.class)
    static class ClientConfiguration {
        @Bean
        ApplicationClient openSesameApplicationClient(
                OpenSesameProperties properties,
                ObjectProvider<ImportClient> imported,
                ObjectProvider<OpenSesameCustomizer> customizers,
                ResourceLoader loader) {
            return ApplicationClient.of(
                    properties,
                    imported.getIfAvailable(),
                    loader.getClassLoader(),
                    customizers.orderedStream().toList());
        }

        @Bean(destroyMethod = "") // its owner closes it
        OpenSesame openSesame(ApplicationClient client) {
            return client.sesame();
        }
    }

    // Names of its own: another KMS's SDK may well have a bean of the name kmsClient.
    @Bean("openSesameSecretsClient")
    @ConditionalOnMissingBean
    SecretsClient secretsClient(OpenSesame sesame) {
        return sesame.secrets();
    }

    @Bean("openSesameKmsClient")
    @ConditionalOnMissingBean
    KmsClient kmsClient(OpenSesame sesame) {
        return sesame.kms();
    }

    @Bean("openSesameRamAccessKeys")
    @ConditionalOnMissingBean
    RamAccessKeys ramAccessKeys(OpenSesame sesame) {
        return sesame.ram();
    }

    @Bean("openSesameEnvelopeCipher")
    @ConditionalOnMissingBean
    @Conditional(OnEnvelopeKeys.class)
    EnvelopeCipher envelopeCipher(OpenSesame sesame, OpenSesameProperties properties) {
        return sesame.envelope(properties.envelope().options());
    }

    @Bean
    OpenSesameLifecycle openSesameLifecycle(
            ObjectProvider<OpenSesame> sesame,
            ObjectProvider<ImportClient> imported,
            OpenSesameProperties properties,
            ConfigurableApplicationContext context) {
        return new OpenSesameLifecycle(sesame, imported, properties.preload(), context::isClosed);
    }
}
