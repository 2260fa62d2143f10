package io.opensesame.spring.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.envelope.MessageContext;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.spring.ContextRunners;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.TestCompiler;

/** The whole starter in a context that Spring has processed ahead of time, as for a native image. */
class AheadOfTimeIT {
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
    void compiledContext_settingsOfTheStart_works() {
        processed(fresh -> {
            TestPropertyValues.of(ContextRunners.properties(kms)).applyTo(fresh);
            fresh.refresh();

            assertThat(fresh.getBean(SecretsClient.class).get("orders/db").exposeText())
                    .isEqualTo("s3cret");
            EnvelopeCipher cipher = fresh.getBean(EnvelopeCipher.class);
            byte[] message = cipher.encrypt(new byte[] {1}, MessageContext.none());
            assertThat(cipher.decrypt(message, MessageContext.none())).containsExactly(1);
            assertThat(fresh.getBeanNamesForType(OpenSesameLifecycle.class)).isNotEmpty();
        });
    }

    @Test
    void compiledContext_poolAndRedisOfTheBuild_hasTheirBeans() {
        processed(
                fresh -> {
                    assertThat(fresh.getBeanNamesForType(HikariDataSource.class))
                            .as("Spring Boot's own pool, which has no rotating login")
                            .isEmpty();
                    assertThat(Arrays.stream(fresh.getBeanDefinitionNames()))
                            .anyMatch(name ->
                                    name.toLowerCase(java.util.Locale.ROOT).contains("rotatingdatasource"))
                            .anyMatch(name ->
                                    name.toLowerCase(java.util.Locale.ROOT).contains("rotatingredis"));
                },
                "opensesame.datasource.secret=orders/db",
                "opensesame.redis.secret=orders/db",
                "spring.datasource.url=jdbc:postgresql://localhost/orders");
    }

    /** Processes a context with the auto-configurations, compiles what comes of it, and gives a fresh context of it. */
    private static void processed(Consumer<GenericApplicationContext> use, String... properties) {
        TestGenerationContext generation = new TestGenerationContext();
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            TestPropertyValues.of("opensesame.envelope.encrypt-with=" + KEY_ALIAS)
                    .and(properties)
                    .applyTo(context);
            context.register(Configurations.getClasses(AutoConfigurations.of(autoConfigurations())));
            String name = new ApplicationContextAotGenerator()
                    .processAheadOfTime(context, generation)
                    .toString();
            generation.writeGeneratedContent();
            TestCompiler.forSystem().with(generation).compile(compiled -> {
                GenericApplicationContext fresh = new GenericApplicationContext();
                try (fresh) {
                    TestPropertyValues.of("opensesame.envelope.encrypt-with=" + KEY_ALIAS)
                            .and(properties)
                            .applyTo(fresh);
                    @SuppressWarnings("unchecked")
                    ApplicationContextInitializer<GenericApplicationContext> initializer =
                            compiled.getInstance(ApplicationContextInitializer.class, name);
                    initializer.initialize(fresh);
                    use.accept(fresh);
                }
            });
        }
    }

    private static Class<?>[] autoConfigurations() {
        ClassLoader loader = AheadOfTimeIT.class.getClassLoader();
        Stream<Class<?>> starter = StreamSupport.stream(
                        ImportCandidates.load(AutoConfiguration.class, loader).spliterator(), false)
                .filter(name -> name.startsWith("io.opensesame."))
                .map(name -> org.springframework.util.ClassUtils.resolveClassName(name, loader));
        Stream<Class<?>> boot = Stream.of(
                ConfigurationPropertiesAutoConfiguration.class,
                PropertyPlaceholderAutoConfiguration.class,
                EndpointAutoConfiguration.class,
                HealthContributorAutoConfiguration.class,
                DataSourceAutoConfiguration.class,
                DataRedisAutoConfiguration.class);
        return Stream.concat(starter, boot).toArray(Class<?>[]::new);
    }
}
