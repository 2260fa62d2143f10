package io.opensesame.spring.client;

import io.opensesame.OpenSesame;
import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.kms.KmsClient;
import io.opensesame.ram.RamAccessKeys;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.spring.OpenSesameCustomizer;
import io.opensesame.spring.OpenSesameProperties;
import io.opensesame.spring.configdata.ImportClient;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** {@link AutoConfiguration Auto-configuration} for {@link OpenSesame} and what it gives. */
@AutoConfiguration
@ConditionalOnProperty(prefix = OpenSesameProperties.PREFIX, name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(OpenSesameProperties.class)
public final class OpenSesameAutoConfiguration {
    private static final Logger LOGGER = LoggerFactory.getLogger(OpenSesameAutoConfiguration.class);

    /** Creates the configuration. */
    public OpenSesameAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    OpenSesame openSesame(
            OpenSesameProperties properties,
            ObjectProvider<ImportClient> imported,
            ObjectProvider<OpenSesameCustomizer> customizers) {
        List<OpenSesameCustomizer> last = customizers.orderedStream().toList();
        ImportClient client = imported.getIfAvailable();
        if (client != null && last.isEmpty()) {
            return client.sesame();
        }
        if (client != null) {
            LOGGER.info(
                    "There are two clients of KMS: one that imported secrets into the environment, and one that the beans"
                            + " of type OpenSesameCustomizer changed. For one, list the customizers in"
                            + " META-INF/spring.factories in the place of beans.");
        }
        return properties.build(last);
    }

    @Bean
    @ConditionalOnMissingBean
    SecretsClient secretsClient(OpenSesame sesame) {
        return sesame.secrets();
    }

    @Bean
    @ConditionalOnMissingBean
    KmsClient kmsClient(OpenSesame sesame) {
        return sesame.kms();
    }

    @Bean
    @ConditionalOnMissingBean
    RamAccessKeys ramAccessKeys(OpenSesame sesame) {
        return sesame.ram();
    }

    @Bean
    @ConditionalOnMissingBean
    @Conditional(OnEnvelopeKeys.class)
    EnvelopeCipher envelopeCipher(OpenSesame sesame, OpenSesameProperties properties) {
        return sesame.envelope(properties.envelope().options());
    }

    @Bean
    OpenSesameLifecycle openSesameLifecycle(
            ObjectProvider<OpenSesame> sesame, ObjectProvider<ImportClient> imported, OpenSesameProperties properties) {
        return new OpenSesameLifecycle(sesame, imported, properties.preload());
    }
}
