package io.opensesame.spring.test;

import io.opensesame.localkms.LocalKms;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * Starts the instance of a context that Spring Boot's test support loads, before files of properties are read and what
 * they import is fetched.
 *
 * <p>That support sets the test class as the main class of the application, which tells contexts that are loaded at
 * the same time from each other, and an application that a test starts by itself from that of the test.
 */
final class LocalKmsStart implements EnvironmentPostProcessor, Ordered {
    /** Creates the start of one application. */
    LocalKmsStart() {}

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Class<?> testClass = application.getMainApplicationClass();
        if (testClass != null) {
            Seeds.of(testClass).ifPresent(seeds -> start(seeds, environment, application));
        }
    }

    private static void start(Seeds seeds, ConfigurableEnvironment environment, SpringApplication application) {
        LocalKms kms = seeds.start(new DefaultResourceLoader(application.getClassLoader()));
        application.addListeners(new EndWithFailedStart(kms));
        LocalKmsProperties.add(kms, environment);
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }

    /** There may be no context yet that would close it. */
    private record EndWithFailedStart(LocalKms kms) implements ApplicationListener<ApplicationFailedEvent> {
        @Override
        public void onApplicationEvent(ApplicationFailedEvent event) {
            if (event.getApplicationContext() == null || !event.getApplicationContext().isActive()) {
                kms.close();
            }
        }
    }
}
