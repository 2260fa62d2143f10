package io.opensesame.spring.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.envelope.MessageContext;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.spring.ContextRunners;
import io.opensesame.spring.jdbc.RotatingDataSources;
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
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.util.ClassUtils;

/** The whole starter in a context that Spring has processed ahead of time, as for a native image. */
@CompileWithForkedClassLoader // the code that Spring makes is in the packages of the beans
class AheadOfTimeIT {
    private static final String KEY_ALIAS = "alias/orders";
    private static final String LOGIN = "{\"AccountName\":\"orders\",\"AccountPassword\":\"password-0\"}";
    private static final String[] OF_THE_BUILD = {
        "opensesame.envelope.encrypt-with=" + KEY_ALIAS,
        "opensesame.datasource.secret=orders/db",
        "opensesame.redis.secret=orders/db",
        "spring.datasource.url=jdbc:postgresql://localhost/orders"
    };

    private static LocalKms kms;

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        kms.createSecret("orders/db", LOGIN);
        kms.createKey(KEY_ALIAS);
    }

    @AfterAll
    static void end() {
        kms.close();
    }

    @Test
    void compiledContext_everythingOfTheStarter_works() {
        TestGenerationContext generation = new TestGenerationContext();
        String initializer = process(generation);

        TestCompiler.forSystem().with(generation).compile(compiled -> {
            GenericApplicationContext context = new GenericApplicationContext();
            try (context) {
                TestPropertyValues.of(OF_THE_BUILD)
                        .and(ContextRunners.properties(kms))
                        .applyTo(context);
                initialize(context, compiled.getInstance(ApplicationContextInitializer.class, initializer));
                context.refresh();

                assertThat(context.getBean(SecretsClient.class).get("orders/db").exposeText())
                        .isEqualTo(LOGIN);
                EnvelopeCipher cipher = context.getBean(EnvelopeCipher.class);
                byte[] message = cipher.encrypt(new byte[] {1}, MessageContext.none());
                assertThat(cipher.decrypt(message, MessageContext.none())).containsExactly(1);
                assertThat(context.getBean(RotatingDataSources.class).byPool()).containsOnlyKeys("dataSource");
                assertThat(context.getBeanDefinitionNames()).contains("rotatingRedisCredentials");
                assertThat(context.getBean(OpenSesameLifecycle.class).isRunning())
                        .isTrue();
            }
        });
    }

    /** As the build does it: no KMS is known. Returns the name of the class that makes the beans. */
    private static String process(TestGenerationContext generation) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            TestPropertyValues.of(OF_THE_BUILD).applyTo(context);
            context.register(Configurations.getClasses(AutoConfigurations.of(autoConfigurations())));
            String name = new ApplicationContextAotGenerator()
                    .processAheadOfTime(context, generation)
                    .toString();
            generation.writeGeneratedContent();
            return name;
        }
    }

    @SuppressWarnings("unchecked") // it takes contexts of this kind
    private static void initialize(GenericApplicationContext context, ApplicationContextInitializer<?> initializer) {
        ((ApplicationContextInitializer<GenericApplicationContext>) initializer).initialize(context);
    }

    private static Class<?>[] autoConfigurations() {
        ClassLoader loader = AheadOfTimeIT.class.getClassLoader();
        Stream<Class<?>> starter = StreamSupport.stream(
                        ImportCandidates.load(AutoConfiguration.class, loader).spliterator(), false)
                .filter(name -> name.startsWith("io.opensesame."))
                .map(name -> ClassUtils.resolveClassName(name, loader));
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
