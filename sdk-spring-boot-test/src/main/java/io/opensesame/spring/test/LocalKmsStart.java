package io.opensesame.spring.test;

import io.opensesame.localkms.LocalKms;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * Starts the instance of a context that Spring Boot's test support loads, before files of properties are read and what
 * they import is fetched; and ends it if the start of the application fails before there is a context that would.
 *
 * <p>That support sets the test class as the main class of the application, which tells contexts that are loaded at the
 * same time from each other, and an application that a test starts by itself from that of the test.
 */
final class LocalKmsStart implements SpringApplicationRunListener, Ordered {
    private final SpringApplication application;
    private @Nullable LocalKms kms;

    /** Creates the listener of one run; called by Spring Boot. */
    LocalKmsStart(SpringApplication application) {
        this.application = application;
    }

    @Override
    public void environmentPrepared(
            ConfigurableBootstrapContext bootstrapContext, ConfigurableEnvironment environment) {
        Class<?> testClass = application.getMainApplicationClass();
        if (testClass != null) {
            Seeds.of(testClass).ifPresent(seeds -> start(seeds, environment));
        }
    }

    private void start(Seeds seeds, ConfigurableEnvironment environment) {
        LocalKms started = seeds.start(new DefaultResourceLoader(application.getClassLoader()));
        kms = started;
        LocalKmsProperties.add(started, environment);
    }

    @Override
    public void failed(@Nullable ConfigurableApplicationContext context, Throwable exception) {
        LocalKms started = kms;
        if (started != null && (context == null || !context.isActive())) {
            started.close();
        }
    }

    /** Before the one that tells Spring Boot's listeners, which read the files. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
