package io.opensesame.spring.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.opensesame.jdbc.RotatingDataSource;
import io.opensesame.localkms.LocalKms;
import io.opensesame.spring.ContextRunners;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** What an application is told whose pool would not have the login of its secret. No database is needed for that. */
@ExtendWith(OutputCaptureExtension.class)
class MisconfiguredPoolsIT {
    private static final String URL = "jdbc:postgresql://127.0.0.1:1/orders";

    private static LocalKms kms;

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        kms.createSecret("orders/db", "{\"username\":\"orders\",\"password\":\"canary-password\"}");
        kms.createSecret("orders/text", "canary-password");
    }

    @AfterAll
    static void stop() {
        kms.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            opensesame.datasource.max-tries=0            | opensesame.datasource.max-tries           | 1 to 10
            opensesame.datasource.timeout=10ms           | opensesame.datasource.timeout             | 1 s to 10 min
            opensesame.datasource.refusals-per-minute=2  | opensesame.datasource.refusals-per-minute | max-tries
            opensesame.datasource.drain=-1s              | opensesame.datasource.drain               | 0 to 1 day
            opensesame.datasource.secret=orders/missing  | opensesame.datasource.secret              | orders/missing
            opensesame.datasource.secret=orders/text     | opensesame.datasource.secret              | no JSON object
            spring.datasource.type=org.example.Pool      | opensesame.datasource.secret              | spring.datasource.type
            spring.datasource.url=jdbc:postgresql://u:p@db/x | opensesame.datasource.secret          | no user and no password
            spring.datasource.hikari.data-source-class-name=x.Y | opensesame.datasource.secret       | JDBC URL
            opensesame.datasource.pools.nobody=orders/db | opensesame.datasource.pools.nobody        | There is no bean
            opensesame.datasource.pools.dataSource=x     | opensesame.datasource.secret              | remove one of the two
            """)
    void setting_thatCannotWork_failsTheStartAndNamesTheProperty(String setting, String property, String reason) {
        contexts().withPropertyValues(setting).run(context -> {
            assertThat(context).hasFailed();
            names(context.getStartupFailure(), property, reason);
        });
    }

    @Test
    void jdbcModule_missing_isNamed() {
        contexts()
                .withClassLoader(new FilteredClassLoader(RotatingDataSource.class))
                .run(context -> names(
                        context.getStartupFailure(), "opensesame.datasource.secret", "opensesame-sdk-jdbc-rotation"));
    }

    @Test
    void hikari_missing_isNamed() {
        contexts()
                .withClassLoader(new FilteredClassLoader(HikariDataSource.class))
                .run(context ->
                        names(context.getStartupFailure(), "opensesame.datasource.secret", "spring-boot-starter-jdbc"));
    }

    @Test
    void dataSource_missing_isNamed() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        OpenSesameAutoConfiguration.class, RotatingDataSourceAutoConfiguration.class))
                .withPropertyValues(ContextRunners.properties(kms))
                .withPropertyValues("opensesame.datasource.secret=orders/db")
                .run(context ->
                        names(context.getStartupFailure(), "opensesame.datasource.secret", "There is no DataSource"));
    }

    @Test
    void url_missing_isWhatSpringBootReports() {
        contexts()
                .withPropertyValues("spring.datasource.url=")
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("driver class"));
    }

    @Test
    void namedPool_withoutUrl_isNamed() {
        contexts()
                .withBean("reports", HikariDataSource.class, HikariDataSource::new)
                .withPropertyValues("opensesame.datasource.secret=", "opensesame.datasource.pools.reports=orders/db")
                .run(context ->
                        names(context.getStartupFailure(), "opensesame.datasource.pools.reports", "has no JDBC URL"));
    }

    @Test
    void namedPool_ofAnotherKind_isNamedWithItsType() {
        contexts()
                .withBean("reports", DataSource.class, SimpleDriverDataSource::new)
                .withPropertyValues("opensesame.datasource.secret=", "opensesame.datasource.pools.reports=orders/db")
                .run(context -> names(
                        context.getStartupFailure(),
                        "opensesame.datasource.pools.reports",
                        SimpleDriverDataSource.class.getName()));
    }

    @Test
    void noSecretNamed_pool_isSpringBootsOwn() {
        contexts()
                .withPropertyValues("opensesame.datasource.secret=")
                .run(context -> assertThat(context)
                        .hasSingleBean(HikariDataSource.class)
                        .doesNotHaveBean(RotatingDataSources.class));
    }

    @Test
    void openSesameDisabled_pool_isSpringBootsOwn() {
        contexts()
                .withPropertyValues("opensesame.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(HikariDataSource.class)
                        .doesNotHaveBean(RotatingDataSources.class));
    }

    @Test
    void report_ofAWholeApplication_namesThePropertyAndNoPassword(CapturedOutput output) {
        String[] properties = {
            "opensesame.endpoint=" + kms.endpoint(),
            "opensesame.credentials.access-key-id=" + kms.accessKeyId(),
            "opensesame.credentials.access-key-secret=" + kms.exposeAccessKeySecret(),
            "spring.datasource.url=" + URL,
            "opensesame.datasource.secret=orders/text"
        };

        try {
            Applications.start(MisconfiguredPoolsIT.class, properties).close();
        } catch (RuntimeException e) {
            assertThat(output)
                    .contains("APPLICATION FAILED TO START", "opensesame.datasource.secret", "orders/text")
                    .doesNotContain("canary-password");
            return;
        }
        throw new AssertionError("the application started");
    }

    private static void names(@Nullable Throwable failure, String property, String reason) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof InvalidConfigurationPropertyValueException)) {
            cause = cause.getCause();
        }
        assertThat(cause).isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, invalid -> {
            assertThat(invalid.getName()).isEqualTo(property);
            assertThat(invalid.getReason()).contains(reason).doesNotContain("canary");
        });
    }

    private static ApplicationContextRunner contexts() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        OpenSesameAutoConfiguration.class,
                        RotatingDataSourceAutoConfiguration.class,
                        DataSourceAutoConfiguration.class))
                .withPropertyValues(ContextRunners.properties(kms))
                .withPropertyValues("opensesame.datasource.secret=orders/db", "spring.datasource.url=" + URL);
    }
}
