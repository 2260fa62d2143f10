package io.opensesame.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.localkms.LocalKms;
import io.opensesame.spring.configdata.ImportClient;
import io.opensesame.spring.configdata.ImportedSecrets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SecretSanitizerIT {
    private static final String MASK = "******";
    private static final PropertySource<?> FILE = new MapPropertySource(
            "file",
            Map.of(
                    "app.direct", "${orders.db.password}",
                    "app.indirect", "${app.direct}",
                    "app.relaxed", "${app.from-variable}",
                    "app.fallback", "${not.there:${orders.db.pin}}",
                    "app.cycle", "${app.cycle}",
                    "app.unrelated", "${app.plain:none}",
                    "app.plain", "shown"));
    private static final PropertySource<?> VARIABLES = new SystemEnvironmentPropertySource(
            "test-systemEnvironment", Map.of("APP_FROMVARIABLE", "${orders.db.pin}"));

    private static LocalKms kms;
    private static ImportClient imports;
    private static StandardEnvironment environment;

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        kms.createSecret("orders/db", """
                {"password": "first-password", "pin": "42", "port": "5432", "on": "true"}""");
        imports = ImportedSecrets.client(kms);
        environment = new StandardEnvironment();
        environment.getPropertySources().addLast(FILE);
        environment.getPropertySources().addLast(VARIABLES);
        ImportedSecrets.add(environment, imports, "orders/db");
    }

    @AfterAll
    static void stop() {
        imports.close();
        kms.close();
    }

    @ParameterizedTest
    @CsvSource({"app.direct", "app.indirect", "app.relaxed", "app.fallback"})
    void apply_propertyThatLeadsToASecret_masksWhateverWasMadeOfIt(String key) {
        assertThat(sanitized(FILE, key, "made of it")).isEqualTo(MASK);
    }

    @ParameterizedTest
    @CsvSource({"app.plain", "app.unrelated", "app.cycle"})
    void apply_propertyThatLeadsToNone_isShown(String key) {
        assertThat(sanitized(FILE, key, "shown")).isEqualTo("shown");
    }

    @ParameterizedTest
    @CsvSource({"orders.db.password", "orders.db.PASS-WORD", "orders.db.password[0]", "orders.db.password.part"})
    void apply_keyOfASecretsProperty_isMaskedInEachSpellingAndWithItsParts(String key) {
        assertThat(sanitized(null, key, "anything")).isEqualTo(MASK);
    }

    @Test
    void apply_valueThatNothingLeadsTo_isKnownByItself() {
        assertThat(sanitized(null, "copy", "first-password")).isEqualTo(MASK);
        assertThat(sanitized(null, "copy", 5432)).isEqualTo(MASK);
        assertThat(sanitized(null, "copy", "42")).isEqualTo(MASK);
        assertThat(sanitized(null, "copy", "say first-password")).isEqualTo("say " + MASK);
    }

    @Test
    void apply_valueThatIsEverywhere_isShownWhereNothingLeadsToASecret() {
        assertThat(sanitized(null, "copy", true)).isEqualTo(true);
        assertThat(sanitized(null, "copy", "page 42 of 420")).isEqualTo("page 42 of 420");
    }

    @Test
    void apply_valueOfAnEarlierVersion_isMasked() {
        kms.createSecret("orders/key", "the-first-key");
        StandardEnvironment rotating = new StandardEnvironment();
        ImportedSecrets.add(rotating, imports, "orders/key");
        SecretSanitizer sanitizer = new SecretSanitizer(rotating);

        kms.putSecretValue("orders/key", "the-second-key");
        imports.sesame().secrets().refresh("orders/key");
        assertThat(rotating.getProperty("orders.key")).isEqualTo("the-second-key");

        assertThat(sanitizer
                        .apply(new SanitizableData(null, "copy", "the-first-key"))
                        .getValue())
                .isEqualTo(MASK);
        assertThat(sanitizer
                        .apply(new SanitizableData(null, "copy", "the-second-key"))
                        .getValue())
                .isEqualTo(MASK);
    }

    private static @Nullable Object sanitized(@Nullable PropertySource<?> source, String key, Object value) {
        return new SecretSanitizer(environment)
                .apply(new SanitizableData(source, key, value))
                .getValue();
    }
}
