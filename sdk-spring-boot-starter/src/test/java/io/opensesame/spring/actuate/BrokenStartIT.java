package io.opensesame.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opensesame.localkms.LocalAccessKey;
import io.opensesame.localkms.LocalKms;
import io.opensesame.spring.ContextRunners;
import jakarta.validation.constraints.Size;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.validation.annotation.Validated;

/**
 * Configurations that are broken, each in its way: what is logged and reported has no value, and names what to mend.
 */
@ExtendWith(OutputCaptureExtension.class)
class BrokenStartIT {
    private static final List<String> CANARIES =
            List.of("canary-password", "54321", "canary-level", "-marker", "canary-api-key", "canary-broken");

    private static LocalKms kms;

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        kms.createSecret("orders/db", """
                {"username": "orders", "password": "canary-password", "port": 54321, "level": "canary-level",
                 "marker": "canary-${orders}-marker"}""");
        kms.createSecret("payments/api-key", "canary-api-key");
        kms.createSecret("payments/broken", "a: canary-broken\n b: [canary-broken\n");
    }

    @AfterAll
    static void stop() {
        kms.close();
    }

    @Test
    void start_propertyOfTheWrongType_isReportedMasked(CapturedOutput output) {
        assertThat(reportOf(WrongType.class, output))
                .contains("Property: orders.db.password")
                .contains("Value: \"******\"")
                .contains("of secret 'orders/db'");
    }

    @Test
    void start_propertyThatIsInvalid_isReportedMasked(CapturedOutput output) {
        assertThat(reportOf(Invalid.class, output))
                .contains("Property: orders.db.password")
                .contains("Reason: size must be between 0 and 3");
    }

    @Test
    void start_injectedValueOfTheWrongType_isReportedMasked(CapturedOutput output) {
        assertThat(reportOf(WrongInjection.class, output))
                .contains("For input string: \"******\"")
                .contains("orders.db.password, of the secret 'orders/db'");
    }

    @Test
    void start_placeholderOfTheWrongType_isReportedMasked(CapturedOutput output) {
        assertThat(reportOf(WrongPlaceholder.class, output, "app.address=not/a/host:${orders.db.password}"))
                .contains("for value [not/a/host:******]")
                .contains("orders.db.password, of the secret 'orders/db'");
    }

    @Test
    void start_beanThatTellsItsValue_isReportedMasked(CapturedOutput output) {
        assertThat(reportOf(Talkative.class, output))
                .contains("cannot connect with password '******'")
                .contains("orders.db.password, of the secret 'orders/db'");
    }

    @Test
    void start_secretAsLogLevel_isReportedMasked(CapturedOutput output) {
        assertThat(reportOf(Nothing.class, output, "logging.level.com.acme=${orders.db.level}"))
                .contains("Property: logging.level.com.acme")
                .contains("No enum constant org.springframework.boot.logging.LogLevel.******");
    }

    @Test
    void start_placeholderOfNoProperty_namesIt(CapturedOutput output) {
        assertThat(reportOf(BadPlaceholder.class, output)).contains("orders.db.pasword");
    }

    @Test
    void start_secretThatIsMissing_isNamed(CapturedOutput output) {
        assertThat(reportOf(Nothing.class, output, "spring.config.import=opensesame:orders/db,opensesame:odrers/db"))
                .contains("odrers/db");
    }

    @Test
    void start_secretThatMayNotBeRead_isNamedWithWhatWouldAllowIt(CapturedOutput output) {
        LocalAccessKey stranger = kms.ram().createUser("stranger").createAccessKey();

        assertThat(reportOf(
                        Nothing.class,
                        output,
                        "opensesame.credentials.access-key-id=" + stranger.accessKeyId(),
                        "opensesame.credentials.access-key-secret=" + stranger.exposeAccessKeySecret()))
                .contains("orders/db")
                .contains("kms:GetSecretValue");
        assertThat(output).doesNotContain(stranger.exposeAccessKeySecret());
    }

    @Test
    void start_optionThatThereIsNot_isNamed(CapturedOutput output) {
        assertThat(reportOf(Nothing.class, output, "spring.config.import=opensesame:orders/db?frmat=json"))
                .contains("frmat")
                .contains("opensesame:orders/db");
    }

    @Test
    void start_secretOfAnotherFormat_isNamed(CapturedOutput output) {
        assertThat(reportOf(Nothing.class, output, "spring.config.import=opensesame:payments/api-key?format=json"))
                .contains("payments/api-key");
    }

    @Test
    void start_yamlThatIsNone_isNamed(CapturedOutput output) {
        assertThat(reportOf(Nothing.class, output, "spring.config.import=opensesame:payments/broken?format=yaml"))
                .contains("payments/broken");
    }

    @Test
    void start_noRegion_namesTheProperty(CapturedOutput output) {
        assertThat(reportOf(Nothing.class, output, "opensesame.endpoint=")).contains("opensesame.region");
    }

    @Test
    void start_settingOfTheWrongType_namesTheProperty(CapturedOutput output) {
        assertThat(reportOf(Nothing.class, output, "opensesame.endpoint=not an address"))
                .contains("opensesame.endpoint");
    }

    @Test
    void start_durationThatIsNone_namesTheProperty(CapturedOutput output) {
        assertThat(reportOf(Nothing.class, output, "opensesame.cache.refresh-after=soon"))
                .contains("opensesame.cache.refresh-after");
    }

    @Test
    void start_valueWithPlaceholder_isReportedMasked(CapturedOutput output) {
        assertThat(reportOf(WrongMarker.class, output)).contains("Property: orders.db.marker");
    }

    @Test
    void start_kmsIsAway_namesSecretAndEndpoint(CapturedOutput output) {
        assertThat(reportOf(
                        Nothing.class,
                        output,
                        "opensesame.endpoint=http://127.0.0.1:9",
                        "opensesame.calls.deadline=1s"))
                .contains("orders/db")
                .contains("127.0.0.1:9");
    }

    private static String reportOf(Class<?> application, CapturedOutput output, String... properties) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of(
                "spring.config.import=opensesame:orders/db",
                "debug=true",
                "logging.level.root=DEBUG",
                "spring.main.banner-mode=off",
                "spring.main.web-application-type=none"));
        arguments.addAll(List.of(ContextRunners.properties(kms)));
        for (String property : properties) {
            arguments.removeIf(each -> each.startsWith(property.substring(0, property.indexOf('=') + 1)));
            arguments.add(property);
        }

        Throwable failure = catchThrowable(() -> new SpringApplication(application)
                .run(arguments.stream().map(each -> "--" + each).toArray(String[]::new)));

        assertThat(failure).isNotNull();
        String log = output.getAll();
        assertThat(log).doesNotContain(CANARIES).doesNotContain(kms.exposeAccessKeySecret());
        int report = Math.max(log.indexOf("APPLICATION FAILED TO START"), log.indexOf("Application run failed"));
        assertThat(report).as("a report in the log").isPositive();
        return log.substring(report);
    }

    @Configuration
    static class Nothing {}

    @ConfigurationProperties("orders.db")
    record WrongTypeProperties(int password) {}

    @Configuration
    @EnableConfigurationProperties(WrongTypeProperties.class)
    static class WrongType {}

    @ConfigurationProperties("orders.db")
    record WrongMarkerProperties(int marker) {}

    @Configuration
    @EnableConfigurationProperties(WrongMarkerProperties.class)
    static class WrongMarker {}

    @Validated
    @ConfigurationProperties("orders.db")
    record InvalidProperties(@Size(max = 3) String password) {}

    @Configuration
    @EnableConfigurationProperties(InvalidProperties.class)
    static class Invalid {}

    @Configuration
    static class WrongInjection {
        @Bean
        String wrong(@Value("${orders.db.password}") int password) {
            return "never made: " + password;
        }
    }

    @Configuration
    static class WrongPlaceholder {
        @Bean
        String wrong(@Value("${app.address}") InetAddress address) {
            return "never made: " + address;
        }
    }

    @Configuration
    static class Talkative {
        @Bean
        String talkative(@Value("${orders.db.password}") String password) {
            throw new IllegalStateException("cannot connect with password '" + password + "'");
        }
    }

    @Configuration
    @Import(PropertyPlaceholderAutoConfiguration.class)
    static class BadPlaceholder {
        @Bean
        String bad(@Value("${orders.db.pasword}") String password) {
            return password;
        }
    }
}
