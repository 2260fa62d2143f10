package io.opensesame.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opensesame.OpenSesame;
import io.opensesame.error.KmsTransportException;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.spring.ContextRunners;
import io.opensesame.spring.configdata.ImportClient;
import io.opensesame.spring.configdata.ImportedSecrets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class OpenSesameLifecycleIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static LocalKms kms;

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        Stream.of("orders/db", "orders/late", "orders/other", "orders/ahead")
                .forEach(name -> kms.createSecret(name, "value of " + name));
    }

    @AfterAll
    static void end() {
        kms.close();
    }

    @Test
    void stopAndStart_clientsPause_andGoOn() {
        pausesAndGoesOn(ConfigurableApplicationContext::stop, ConfigurableApplicationContext::start);
    }

    @Test
    void pauseAndRestart_clientsPause_andGoOn() {
        pausesAndGoesOn(ConfigurableApplicationContext::pause, ConfigurableApplicationContext::restart);
    }

    private static void pausesAndGoesOn(
            Consumer<ConfigurableApplicationContext> stop, Consumer<ConfigurableApplicationContext> start) {
        List<Thread> before = clientThreads();
        ImportClient imported = ImportedSecrets.client(kms);
        runner().withInitializer(context -> context.getBeanFactory().registerSingleton("importClient", imported))
                .withBean(
                        "another",
                        OpenSesame.class,
                        () -> ImportedSecrets.client(kms).sesame())
                .run(context -> {
                    SecretsClient secrets = context.getBean(SecretsClient.class);
                    assertThat(text(secrets, "orders/db")).isEqualTo("value of orders/db");
                    assertThat(text(imported.sesame().secrets(), "orders/db")).isEqualTo("value of orders/db");

                    stop.accept(context);

                    long calls = kms.totalRequests();
                    assertThat(clientThreads()).as("no thread is left").isSubsetOf(before);
                    assertThat(text(secrets, "orders/db")).isEqualTo("value of orders/db");
                    assertThatThrownBy(() -> secrets.get("orders/other")).isInstanceOf(KmsTransportException.class);
                    assertThatThrownBy(() -> imported.sesame().secrets().get("orders/other"))
                            .isInstanceOf(KmsTransportException.class);
                    assertThat(kms.totalRequests()).isEqualTo(calls);

                    start.accept(context);

                    assertThat(text(secrets, "orders/other")).isEqualTo("value of orders/other");
                    assertThat(text(imported.sesame().secrets(), "orders/other"))
                            .isEqualTo("value of orders/other");
                });
        imported.close();
    }

    @Test
    void close_beansThatUseTheClient_canUntilTheyAreDestroyed() {
        runner().withUserConfiguration(Users.class).run(context -> {
            LastReader reader = context.getBean(LastReader.class);

            context.close();

            assertThat(reader.read).isEqualTo("value of orders/late");
            assertThatThrownBy(() -> reader.secrets.get("orders/late")).isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void preload_namedSecrets_areHeldWithoutBeingAskedFor() {
        long before = kms.totalRequests();

        runner().withPropertyValues("opensesame.preload.secrets=orders/ahead")
                .run(context -> await().atMost(SOON).until(() -> kms.totalRequests() > before));
    }

    @Test
    void virtualThreads_enabled_work() {
        runner().withPropertyValues("spring.threads.virtual.enabled=true")
                .run(context -> assertThat(text(context.getBean(SecretsClient.class), "orders/db"))
                        .isEqualTo("value of orders/db"));
    }

    @Test
    void phase_first_isThatOfWhatEverythingElseUses() {
        runner().run(context -> assertThat(
                        context.getBean(OpenSesameLifecycle.class).getPhase())
                .isEqualTo(Integer.MIN_VALUE));
    }

    private static ApplicationContextRunner runner() {
        return ContextRunners.connectedTo(kms);
    }

    private static String text(SecretsClient secrets, String name) {
        return secrets.get(name).exposeText();
    }

    private static List<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("opensesame-"))
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    static class Users {
        @Bean
        LastReader lastReader(SecretsClient secrets) {
            return new LastReader(secrets);
        }
    }

    /** Reads what is not held when it is destroyed, as a pool might that logs out. */
    static final class LastReader implements AutoCloseable {
        private final SecretsClient secrets;
        private String read = "";

        LastReader(SecretsClient secrets) {
            this.secrets = secrets;
        }

        @Override
        public void close() {
            read = text(secrets, "orders/late");
        }
    }
}
