package io.opensesame.spring.live;

import io.opensesame.secrets.SecretsClient;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import io.opensesame.spring.configdata.ImportClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/**
 * {@link AutoConfiguration Auto-configuration} for beans that follow the rotation of secrets: properties that are bound
 * anew, {@link io.opensesame.spring.Live} holders, and injected {@link io.opensesame.secrets.Secret} handles.
 */
@AutoConfiguration(after = OpenSesameAutoConfiguration.class)
public final class LiveAutoConfiguration {
    /** Creates the configuration. */
    public LiveAutoConfiguration() {}

    // What bean factory and binder need before there are beans is made by static methods, and needs no other bean.

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static BoundNames openSesameBoundNames() {
        return new BoundNames();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static ImportedSecrets openSesameImportedSecrets() {
        return new ImportedSecrets();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static LiveBeans openSesameLiveBeans() {
        return new LiveBeans();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static InjectedSecrets openSesameInjectedSecrets() {
        return new InjectedSecrets();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static SecretConversion openSesameSecretConversion(ObjectProvider<InjectedSecrets> secrets) {
        return new SecretConversion(secrets);
    }

    // The others are there without a client too, so that a bean with a Live holder can be made.

    @Bean
    @ConditionalOnBean(SecretsClient.class)
    @ConditionalOnProperty(prefix = "opensesame.live", name = "enabled", matchIfMissing = true)
    SecretFollower openSesameSecretFollower(
            ConfigurableApplicationContext context,
            SecretsClient client,
            ObjectProvider<ImportClient> importClient,
            ImportedSecrets imported,
            BoundNames boundNames,
            LiveBeans liveBeans,
            ObjectProvider<CloudContext> cloud) {
        Rebinding rebinding = new Rebinding(context, boundNames, liveBeans, cloud.getIfAvailable());
        ImportClient importing = importClient.getIfAvailable();
        return new SecretFollower(
                context, client, importing == null ? null : importing.sesame().secrets(), imported, rebinding);
    }

    /** What there is to tell Spring Cloud, where the application has it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(EnvironmentChangeEvent.class)
    static class SpringCloudConfiguration {
        @Bean
        CloudContext openSesameCloudContext(
                ConfigurableApplicationContext context,
                ObjectProvider<ConfigurationPropertiesRebinder> rebinder,
                ObjectProvider<RefreshScope> refreshScope) {
            return new SpringCloudContext(context, rebinder, refreshScope);
        }
    }
}
