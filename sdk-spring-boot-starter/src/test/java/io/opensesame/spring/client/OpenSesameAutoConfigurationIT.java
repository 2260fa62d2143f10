package io.opensesame.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.envelope.EnvelopeOptions;
import io.opensesame.envelope.MessageContext;
import io.opensesame.kms.KmsClient;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import io.opensesame.ram.RamAccessKeys;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.spring.ContextRunners;
import io.opensesame.spring.OpenSesameCustomizer;
import io.opensesame.spring.OpenSesameProperties;
import io.opensesame.spring.configdata.ImportClient;
import io.opensesame.spring.configdata.ImportedSecrets;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

@ExtendWith(OutputCaptureExtension.class)
class OpenSesameAutoConfigurationIT {
    private static final String KEY_ALIAS = "alias/orders";

    private static LocalKms kms;

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        kms.createSecret("orders/db", "s3cret");
        kms.createKey(KEY_ALIAS);
    }

    @AfterAll
    static void end() {
        kms.close();
    }

    @Test
    void clientsBeans_endpointAndCredentials_work() {
        runner().run(context -> {
            assertThat(context.getBean(SecretsClient.class).get("orders/db").exposeText())
                    .isEqualTo("s3cret");
            assertThat(context.getBean(KmsClient.class))
                    .isSameAs(context.getBean(OpenSesame.class).kms());
            assertThat(context.getBean(RamAccessKeys.class))
                    .isSameAs(context.getBean(OpenSesame.class).ram());
            assertThat(context).doesNotHaveBean(EnvelopeCipher.class);
        });
    }

    @Test
    void envelopeCipher_keysInProperties_encrypts() {
        byte[] plaintext = {1, 2, 3};

        runner().withPropertyValues("opensesame.envelope.encrypt-with=" + KEY_ALIAS)
                .run(context -> {
                    EnvelopeCipher cipher = context.getBean(EnvelopeCipher.class);
                    byte[] message = cipher.encrypt(plaintext, MessageContext.none());
                    assertThat(cipher.decrypt(message, MessageContext.none())).isEqualTo(plaintext);
                });
        runner().withPropertyValues("opensesame.envelope.also-decrypt-with[0]=" + KEY_ALIAS)
                .run(context -> assertThat(context).hasSingleBean(EnvelopeCipher.class));
        runner().withPropertyValues("opensesame.envelope.decrypt-with-any-key=true")
                .run(context -> assertThat(context).hasSingleBean(EnvelopeCipher.class));
        runner().withPropertyValues(
                        "opensesame.envelope.decrypt-with-any-key=false", "opensesame.envelope.encrypt-with=")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(EnvelopeCipher.class));
    }

    @Test
    void enabled_false_leavesNoBean() {
        runner().withPropertyValues("opensesame.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(OpenSesame.class)
                        .doesNotHaveBean(SecretsClient.class)
                        .doesNotHaveBean(OpenSesameProperties.class)
                        .doesNotHaveBean(OpenSesameLifecycle.class));
    }

    @Test
    void usersBeans_ofEachType_win() {
        runner().withPropertyValues("opensesame.envelope.encrypt-with=" + KEY_ALIAS)
                .withUserConfiguration(OwnBeans.class)
                .run(context -> {
                    OwnBeans own = context.getBean(OwnBeans.class);
                    assertThat(context).doesNotHaveBean(ApplicationClient.class);
                    assertThat(context.getBean(OpenSesame.class)).isSameAs(own.sesame);
                    assertThat(context.getBean(SecretsClient.class)).isSameAs(own.other.secrets());
                    assertThat(context.getBean(KmsClient.class)).isSameAs(own.other.kms());
                    assertThat(context.getBean(RamAccessKeys.class)).isSameAs(own.other.ram());
                    assertThat(context.getBean(EnvelopeCipher.class)).isSameAs(own.cipher);
                    own.other.close();
                });
    }

    @Test
    void customizers_ofBeans_areCalledLastAndInOrder() {
        runner().withPropertyValues("opensesame.endpoint=https://kms.nowhere.invalid")
                .withUserConfiguration(Customizers.class)
                .run(context -> {
                    assertThat(context.getBean(Customizers.class).called).containsExactly("first", "second");
                    assertThat(context.getBean(SecretsClient.class)
                                    .get("orders/db")
                                    .exposeText())
                            .isEqualTo("s3cret");
                });
    }

    @Test
    void customizers_ofSpringFactories_areCalledWithoutAnImport(@TempDir Path directory) throws IOException {
        Files.createDirectory(directory.resolve("META-INF"));
        Files.writeString(
                directory.resolve("META-INF/spring.factories"),
                OpenSesameCustomizer.class.getName() + "=" + ToLocalKms.class.getName() + "\n");
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            runner().withClassLoader(loader)
                    .withPropertyValues("opensesame.endpoint=https://kms.nowhere.invalid")
                    .run(context -> assertThat(context.getBean(SecretsClient.class)
                                    .get("orders/db")
                                    .exposeText())
                            .isEqualTo("s3cret"));
        }
    }

    /** Calls the LocalKms of these tests. */
    static final class ToLocalKms implements OpenSesameCustomizer {
        @Override
        public void customize(OpenSesame.Builder builder) {
            builder.endpoint(KmsEndpoint.of(kms.endpoint()));
        }
    }

    @Test
    void importedClient_noCustomizers_isTheBeanAndStaysOpenAfterIt() {
        ImportClient imported = ImportedSecrets.client(kms);
        withImport(imported)
                .run(context -> assertThat(context.getBean(OpenSesame.class)).isSameAs(imported.sesame()));

        assertThat(imported.sesame().secrets().get("orders/db").exposeText()).isEqualTo("s3cret");
        imported.close();
    }

    @Test
    void importedClient_customizers_makesTwoClientsAndSaysSo(CapturedOutput output) {
        ImportClient imported = ImportedSecrets.client(kms);
        OpenSesame[] another = new OpenSesame[1];
        withImport(imported).withUserConfiguration(Customizers.class).run(context -> {
            another[0] = context.getBean(OpenSesame.class);
            assertThat(another[0]).isNotSameAs(imported.sesame());
        });

        assertThat(output).containsOnlyOnce("There are two clients of KMS").contains("META-INF/spring.factories");
        assertThatThrownBy(() -> another[0].secrets().get("orders/db")).isInstanceOf(IllegalStateException.class);
        imported.close();
    }

    @Test
    void start_neitherRegionNorEndpoint_reportsWhatToSet(CapturedOutput output) {
        assertThatThrownBy(() -> application().run().close()).isNotNull();

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Set opensesame.region to the id of the region")
                .contains("opensesame.endpoint");
    }

    @Test
    void start_refusedSetting_reportsThePropertyAndNoSecret(CapturedOutput output) {
        assertThatThrownBy(() -> application()
                        .run(
                                "--opensesame.region=cn-hangzhou",
                                "--opensesame.credentials.access-key-id=LTAI1",
                                "--opensesame.credentials.access-key-secret=s3cret with blanks")
                        .close())
                .isNotNull();
        assertThatThrownBy(() -> application()
                        .run("--opensesame.region=cn-hangzhou", "--opensesame.calls.max-attempts=0")
                        .close())
                .isNotNull();

        assertThat(output)
                .contains("opensesame.credentials")
                .contains("AccessKey")
                .contains("Invalid value '0' for configuration property 'opensesame.calls.max-attempts'")
                .doesNotContain("s3cret with blanks");
    }

    private static ApplicationContextRunner runner() {
        return ContextRunners.connectedTo(kms);
    }

    /** As after an import: a singleton that the container does not close. */
    private static ApplicationContextRunner withImport(ImportClient client) {
        return runner().withInitializer(context -> context.getBeanFactory().registerSingleton("importClient", client));
    }

    private static SpringApplication application() {
        SpringApplication application = new SpringApplication(Imported.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application;
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(OpenSesameAutoConfiguration.class)
    static class Imported {}

    @Configuration(proxyBeanMethods = false)
    static class Customizers {
        private final List<String> called = new ArrayList<>();

        @Bean
        @Order(2)
        OpenSesameCustomizer second() {
            return builder -> {
                called.add("second");
                builder.endpoint(KmsEndpoint.of(kms.endpoint()));
            };
        }

        @Bean
        @Order(1)
        OpenSesameCustomizer first() {
            return builder -> {
                called.add("first");
                builder.endpoint(KmsEndpoint.of(URI.create("https://kms.first.invalid")));
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnBeans {
        private final OpenSesame sesame = open();
        private final OpenSesame other = open();
        private final EnvelopeCipher cipher = other.envelope(EnvelopeOptions.encryptingWith(KEY_ALIAS));

        private static OpenSesame open() {
            return OpenSesame.builder()
                    .endpoint(KmsEndpoint.of(kms.endpoint()))
                    .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()))
                    .build();
        }

        @Bean
        OpenSesame ownSesame() {
            return sesame;
        }

        @Bean
        SecretsClient ownSecrets() {
            return other.secrets();
        }

        @Bean
        KmsClient ownKms() {
            return other.kms();
        }

        @Bean
        RamAccessKeys ownRam() {
            return other.ram();
        }

        @Bean
        EnvelopeCipher ownCipher() {
            return cipher;
        }
    }
}
