package io.opensesame.spring.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.OpenSesame;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.spring.ContextRunners;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.format.support.DefaultFormattingConversionService;

@ExtendWith(OutputCaptureExtension.class)
class SecretInjectionIT {
    private static LocalKms kms;

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        kms.createSecret("payments/api-key", "key-1");
        kms.createSecret("orders/db", "{\"username\":\"app\",\"password\":\"pw\"}");
    }

    @AfterAll
    static void stop() {
        kms.close();
    }

    private static ApplicationContextRunner runner() {
        return ContextRunners.connectedTo(kms)
                .withConfiguration(AutoConfigurations.of(LiveAutoConfiguration.class))
                .withPropertyValues("app.token-secret=payments/api-key", "app.db=orders/db");
    }

    @Test
    void injection_contextWithoutConversionService_allFormsWork(CapturedOutput output) {
        runner().withUserConfiguration(Application.class).run(context -> {
            requireAllForms(context.getBean(Application.class), context.getBean(Settings.class));
            assertThat(context.getBean(Made.class).key().value()).isEqualTo("key-1");
            assertThat(output).doesNotContain("is not eligible for getting processed");
        });
    }

    @Test
    void injection_applicationsOwnConversionService_allFormsWork() {
        runner().withUserConfiguration(Application.class, OwnConversion.class).run(context -> {
            assertThat(context.getBeanFactory().getConversionService())
                    .isSameAs(context.getBean(ConversionService.class));
            requireAllForms(context.getBean(Application.class), context.getBean(Settings.class));
        });
    }

    @Test
    void injection_springApplication_allFormsWork(CapturedOutput output) {
        SpringApplication application = new SpringApplication(Application.class, Imports.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        String[] connected = ContextRunners.properties(kms);
        String[] arguments = new String[connected.length + 2];
        for (int i = 0; i < connected.length; i++) {
            arguments[i] = "--" + connected[i];
        }
        arguments[connected.length] = "--app.token-secret=payments/api-key";
        arguments[connected.length + 1] = "--app.db=orders/db";

        try (ConfigurableApplicationContext context = application.run(arguments)) {
            requireAllForms(context.getBean(Application.class), context.getBean(Settings.class));
        }

        assertThat(output).doesNotContain("is not eligible for getting processed");
    }

    private static void requireAllForms(Application application, Settings settings) {
        assertThat(application.constructor.value()).isEqualTo("key-1");
        assertThat(application.field.value()).isEqualTo(new DbLogin("app", "pw"));
        assertThat(settings.db().value().username()).isEqualTo("app");
        // one handle a secret, stage and type
        assertThat(application.constructor).isSameAs(application.placeholder);
        assertThat(settings.tokenSecret()).isSameAs(application.placeholder);
    }

    @Test
    void handle_rotation_givesTheNewValue() {
        kms.createSecret("rotating", "one");
        runner().withUserConfiguration(Rotating.class).run(context -> {
            Secret<String> current = context.getBean(Rotating.class).current;
            assertThat(current.value()).isEqualTo("one");

            kms.putSecretValue("rotating", "two");
            context.getBean(OpenSesame.class).secrets().refresh("rotating");

            assertThat(current.value()).isEqualTo("two");
        });
    }

    @Test
    void handle_stage_isFollowed() {
        kms.createSecret("staged", "one");
        kms.putSecretValue("staged", "two");

        runner().withUserConfiguration(Staged.class).run(context -> {
            assertThat(context.getBean(Staged.class).previous.value()).isEqualTo("one");
            assertThat(context.getBean(Staged.class).current.value()).isEqualTo("two");
        });
    }

    @Test
    void contextClosed_clientStaysOpen_handlesAreClosed() {
        try (OpenSesame owned = sesame()) {
            SecretsClient client = owned.secrets();
            Secret<?>[] injected = new Secret<?>[1];
            new ApplicationContextRunner()
                    .withBean(SecretsClient.class, () -> client)
                    .withConfiguration(AutoConfigurations.of(LiveAutoConfiguration.class))
                    .withPropertyValues("app.token-secret=payments/api-key", "app.db=orders/db")
                    .withUserConfiguration(Application.class)
                    .run(context -> injected[0] = context.getBean(Application.class).constructor);

            assertThatThrownBy(injected[0]::value)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("handle");
        }
    }

    private static OpenSesame sesame() {
        return OpenSesame.builder()
                .endpoint(io.opensesame.kms.KmsEndpoint.of(kms.endpoint()))
                .credentials(io.opensesame.auth.Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()))
                .build();
    }

    @Test
    void injection_typesThatCannotBe_areToldClearly() {
        for (Class<?> wrong : List.of(Raw.class, Wildcard.class, Parameterized.class)) {
            runner().withUserConfiguration(wrong)
                    .run(context -> assertThat(context.getStartupFailure())
                            .rootCause()
                            .hasMessageContaining("give Secret one class without type parameters"));
        }
    }

    @Test
    void injection_unknownOption_isToldClearly() {
        runner().withUserConfiguration(Misspelt.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("name?stage=ACSPrevious: 'orders/db?stag=x'"));
    }

    record DbLogin(String username, String password) {
        @Override
        public String toString() {
            return "DbLogin[username=" + username + "]";
        }
    }

    record Made(Secret<String> key) {}

    @ConfigurationProperties("app")
    record Settings(Secret<String> tokenSecret, Secret<DbLogin> db) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Settings.class)
    static class Application {
        final Secret<String> constructor;
        final Secret<String> placeholder;

        @Autowired
        @Value("orders/db")
        @SuppressWarnings("NullAway.Init")
        Secret<DbLogin> field;

        Application(
                @Value("payments/api-key") Secret<String> constructor,
                @Value("${app.token-secret}") Secret<String> placeholder) {
            this.constructor = constructor;
            this.placeholder = placeholder;
        }

        @Bean
        Made made(@Value("payments/api-key") Secret<String> key) {
            return new Made(key);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({io.opensesame.spring.client.OpenSesameAutoConfiguration.class, LiveAutoConfiguration.class
    })
    static class Imports {}

    @Configuration(proxyBeanMethods = false)
    static class OwnConversion {
        @Bean
        DefaultFormattingConversionService conversionService() {
            return new DefaultFormattingConversionService();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Rotating {
        final Secret<String> current;

        Rotating(@Value("rotating") Secret<String> current) {
            this.current = current;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Staged {
        final Secret<String> previous;
        final Secret<String> current;

        Staged(@Value("staged?stage=ACSPrevious") Secret<String> previous, @Value("staged") Secret<String> current) {
            this.previous = previous;
            this.current = current;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Raw {
        @SuppressWarnings("rawtypes")
        Raw(@Value("orders/db") Secret secret) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Wildcard {
        Wildcard(@Value("orders/db") Secret<?> secret) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Parameterized {
        Parameterized(@Value("orders/db") Secret<Map<String, String>> secret) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Misspelt {
        Misspelt(@Value("orders/db?stag=x") Secret<String> secret) {}
    }
}
