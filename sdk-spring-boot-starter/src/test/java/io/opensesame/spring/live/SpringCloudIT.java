package io.opensesame.spring.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opensesame.OpenSesame;
import io.opensesame.localkms.LocalKms;
import io.opensesame.spring.ContextRunners;
import io.opensesame.spring.Live;
import io.opensesame.spring.SecretChangedEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

class SpringCloudIT {
    private static final String SECRET = "orders/app";

    private static LocalKms kms;

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        kms.createSecret(SECRET, "app.name=one\napp.limit=1");
    }

    @AfterAll
    static void stop() {
        kms.close();
    }

    @BeforeEach
    void seed() {
        kms.putSecretValue(SECRET, "app.name=one\napp.limit=1");
    }

    private static ApplicationContextRunner runner() {
        return ContextRunners.connectedTo(kms)
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues("spring.config.import=opensesame:orders/app?format=properties&prefix=")
                .withConfiguration(AutoConfigurations.of(LiveAutoConfiguration.class, RefreshAutoConfiguration.class))
                .withUserConfiguration(Application.class);
    }

    private static ApplicationContextRunner rebinding() {
        return runner().withConfiguration(
                        AutoConfigurations.of(ConfigurationPropertiesRebinderAutoConfiguration.class));
    }

    private static void rotate(ApplicationContext context, String text) {
        kms.putSecretValue(SECRET, text);
        context.getBean(OpenSesame.class).secrets().refresh(SECRET);
        await().until(() -> !context.getBean(Application.class).events.isEmpty());
    }

    @Test
    void rotation_itsRebinderThere_bindsOnceAndTellsTheNames() {
        rebinding().run(context -> {
            AppProperties properties = context.getBean(AppProperties.class);
            int bindings = properties.bindings.get();

            rotate(context, "app.name=two\napp.limit=2\napp.extra=2");

            assertThat(properties.name).isEqualTo("two");
            assertThat(properties.bindings).hasValue(bindings + 1);
            assertThat(context.getBean(Application.class).changed)
                    .containsExactly("app.extra", "app.limit", "app.name", "event");
            assertThat(context.getBean(Application.class).pair.value().name()).isEqualTo("two");
        });
    }

    @Test
    void rotation_valuesThatDoNotFit_keepsTheOldOnes() {
        rebinding().run(context -> {
            rotate(context, "app.name=two\napp.limit=many");

            AppProperties properties = context.getBean(AppProperties.class);
            assertThat(properties.name).isEqualTo("one");
            assertThat(properties.limit).isEqualTo(1);
        });
    }

    @Test
    void rotation_refreshScope_isMadeAnew() {
        runner().run(context -> {
            Scoped scoped = context.getBean(Scoped.class);
            assertThat(scoped.name()).isEqualTo("one");

            rotate(context, "app.name=two\napp.limit=2");

            assertThat(scoped.name()).isEqualTo("two");
        });
    }

    @Test
    void rotation_withoutItsRebinder_isReboundByUs() {
        runner().run(context -> {
            rotate(context, "app.name=two\napp.limit=2");

            assertThat(context.getBean(AppProperties.class).name).isEqualTo("two");
            assertThat(context.getBean(Application.class).changed).containsExactly("app.limit", "app.name", "event");
        });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({AppProperties.class, App.class})
    static class Application {
        final List<SecretChangedEvent> events = new CopyOnWriteArrayList<>();
        final List<String> changed = new CopyOnWriteArrayList<>();
        final Live<App> pair;

        Application(Live<App> pair) {
            this.pair = pair;
        }

        @EventListener
        void changed(EnvironmentChangeEvent event) {
            event.getKeys().stream().sorted().forEach(changed::add);
        }

        @EventListener
        void changed(SecretChangedEvent event) {
            changed.add("event");
            events.add(event);
        }

        @Bean
        @RefreshScope
        Scoped scoped(@Value("${app.name}") String name) {
            return new Scoped(name);
        }
    }

    static class Scoped {
        private final @Nullable String name;

        /** For the proxy. */
        Scoped() {
            this.name = null;
        }

        Scoped(String name) {
            this.name = name;
        }

        @Nullable
        String name() {
            return name;
        }
    }

    @ConfigurationProperties("app")
    record App(String name) {}

    @ConfigurationProperties("app")
    static class AppProperties {
        final AtomicInteger bindings = new AtomicInteger();
        volatile @Nullable String name;
        volatile int limit;

        public void setName(String name) {
            bindings.incrementAndGet();
            this.name = name;
        }

        public void setLimit(int limit) {
            this.limit = limit;
        }
    }
}
