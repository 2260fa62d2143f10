package io.opensesame.spring.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opensesame.OpenSesame;
import io.opensesame.kms.KmsClient;
import io.opensesame.kms.secret.UpdateSecretVersionStageRequest;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.SecretEvent;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.secrets.VersionStage;
import io.opensesame.spring.ContextRunners;
import io.opensesame.spring.Live;
import io.opensesame.spring.OpenSesameCustomizer;
import io.opensesame.spring.SecretChangedEvent;
import io.opensesame.spring.configdata.ImportClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

@ExtendWith(OutputCaptureExtension.class)
class FollowedClientsIT {
    private static LocalKms kms;

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        kms.createSecret("imported", "{\"name\":\"one\"}");
        kms.createSecret("read", "one");
    }

    @AfterAll
    static void stop() {
        kms.close();
    }

    @BeforeEach
    void seed() {
        kms.putSecretValue("imported", "{\"name\":\"one\"}");
    }

    private static ApplicationContextRunner runner() {
        return ContextRunners.connectedTo(kms)
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues("spring.config.import=opensesame:imported?format=json&prefix=app")
                .withConfiguration(AutoConfigurations.of(LiveAutoConfiguration.class))
                .withUserConfiguration(Application.class);
    }

    @Test
    void rotations_oneClientImportedAndAnotherReads_eachIsFollowedForWhatIsItsOwn() {
        OpenSesameCustomizer another = builder -> {};
        runner().withBean(OpenSesameCustomizer.class, () -> another).run(context -> {
            Application application = context.getBean(Application.class);
            OpenSesame importing = context.getBean(ImportClient.class).sesame();
            OpenSesame own = context.getBean(OpenSesame.class);
            assertThat(own).isNotSameAs(importing);
            own.secrets().get("read");
            own.secrets().get("imported");

            // The environment doesn't have it yet, so nothing is told of it.
            kms.putSecretValue("imported", "{\"name\":\"two\"}");
            own.secrets().refresh("imported");
            kms.putSecretValue("read", "two");
            own.secrets().refresh("read");
            await().until(() -> application.told.size() == 1);
            importing.secrets().refresh("imported");
            await().until(() -> application.told.size() == 2);

            assertThat(application.told).containsExactly("read [] one", "imported [app.name] two");
        });
    }

    @Test
    void rotation_textThatCannotBeRead_keepsEnvironmentAndBeans(CapturedOutput output) {
        runner().run(context -> {
            Application application = context.getBean(Application.class);
            List<SecretEvent.Kind> heard = new CopyOnWriteArrayList<>();
            OpenSesame sesame = context.getBean(OpenSesame.class);
            sesame.secrets().listen(event -> heard.add(event.kind()));

            String first = sesame.secrets().get("imported").versionId();
            kms.putSecretValue("imported", "no-json-s3cret");
            sesame.secrets().refresh("imported");
            await().until(() -> heard.contains(SecretEvent.Kind.CHANGED));
            kms.putSecretValue("imported", "{\"name\":\"three\"}");
            sesame.secrets().refresh("imported");
            await().until(() -> application.told.contains("imported [app.name] three"));

            assertThat(application.told).containsExactly("imported [app.name] three");
            assertThat(application.previous).containsExactly(first);
            assertThat(output).contains("could not be mapped").doesNotContain("s3cret");
        });
    }

    @Test
    void rotation_textThatCannotBeReadAndBack_isNotTold() {
        runner().run(context -> {
            Application application = context.getBean(Application.class);
            SecretsClient secrets = context.getBean(OpenSesame.class).secrets();
            List<SecretEvent> heard = new CopyOnWriteArrayList<>();
            secrets.listen(heard::add);
            secrets.get("read");
            String first = secrets.get("imported").versionId();
            String bad = kms.putSecretValue("imported", "no-json");
            secrets.refresh("imported");
            await().until(() -> changes(heard) == 1);

            context.getBean(KmsClient.class)
                    .secrets()
                    .updateSecretVersionStage(UpdateSecretVersionStageRequest.builder()
                            .secretName("imported")
                            .versionStage(VersionStage.CURRENT)
                            .moveToVersion(first)
                            .removeFromVersion(bad)
                            .build());
            secrets.refresh("imported");
            await().until(() -> changes(heard) == 2);
            kms.putSecretValue("read", "next");
            secrets.refresh("read");
            await().until(() -> !application.told.isEmpty());

            assertThat(application.told).containsExactly("read [] one");
        });
    }

    private static long changes(List<SecretEvent> heard) {
        return heard.stream()
                .filter(event -> event.kind() == SecretEvent.Kind.CHANGED)
                .count();
    }

    @ConfigurationProperties("app")
    record Settings(String name) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Settings.class)
    static class Application {
        final List<String> told = new CopyOnWriteArrayList<>();
        final List<String> previous = new CopyOnWriteArrayList<>();
        private final Live<Settings> settings;

        Application(Live<Settings> settings) {
            this.settings = settings;
        }

        @EventListener
        void changed(SecretChangedEvent event) {
            previous.add(event.previousVersionId());
            told.add(event.secretName() + " " + event.propertyNames() + " "
                    + settings.value().name());
        }
    }
}
