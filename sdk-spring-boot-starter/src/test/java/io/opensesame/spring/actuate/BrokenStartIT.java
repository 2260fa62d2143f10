package io.opensesame.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opensesame.localkms.LocalKms;
import io.opensesame.spring.ContextRunners;
import io.opensesame.spring.configdata.ImportClient;
import io.opensesame.spring.configdata.ImportedSecrets;
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
    private static final String PASSWORD = "canary-password";
    private static final String PORT = "54321";

    private static LocalKms kms;

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        kms.createSecret("orders/db", """
                {"username": "orders", "password": "canary-password", "port": 54321, "level": "canary-level"}""");
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
                .contains("from property source \"opensesame:orders/db\"");
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

    private static String reportOf(Class<?> application, CapturedOutput output, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(ContextRunners.properties(kms)));
        arguments.addAll(List.of(
                "debug=true",
                "logging.level.root=DEBUG",
                "spring.main.banner-mode=off",
                "spring.main.web-application-type=none"));
        arguments.addAll(List.of(properties));
        try (ImportClient imports = ImportedSecrets.client(kms)) {
            SpringApplication broken = new SpringApplication(application);
            ImportedSecrets.addTo(broken, imports, "orders/db");

            Throwable failure = catchThrowable(
                    () -> broken.run(arguments.stream().map(each -> "--" + each).toArray(String[]::new)));

            assertThat(failure).isNotNull();
        }
        String log = output.getAll();
        assertThat(log).doesNotContain(PASSWORD, PORT, "canary-level", kms.exposeAccessKeySecret());
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
