package io.opensesame.spring.test;

import io.opensesame.localkms.LocalKms;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Makes the instance a bean of the context. Where no Spring Boot application was run for the context, there is no
 * instance yet: it is started here, too late for imports but in time for beans.
 */
record LocalKmsContextCustomizer(Seeds seeds) implements ContextCustomizer {
    static final String BEAN_NAME = "localKms";

    private static final String ROTATIONS_BEAN_NAME = "localKmsSecretRotations";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
        LocalKms kms = LocalKmsProperties.instanceIn(context.getEnvironment()).orElseGet(() -> started(context));
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        beans.registerSingleton(BEAN_NAME, kms);
        if (beans instanceof DefaultSingletonBeanRegistry registry) {
            // What is registered first is closed last: after every client.
            registry.registerDisposableBean(BEAN_NAME, kms::close);
        }
        SecretRotations rotations = new SecretRotations(kms, context);
        beans.registerSingleton(ROTATIONS_BEAN_NAME, rotations);
        context.addApplicationListener(rotations.listener());
    }

    private LocalKms started(ConfigurableApplicationContext context) {
        LocalKms kms = seeds.start(context);
        LocalKmsProperties.add(kms, context.getEnvironment());
        return kms;
    }
}
