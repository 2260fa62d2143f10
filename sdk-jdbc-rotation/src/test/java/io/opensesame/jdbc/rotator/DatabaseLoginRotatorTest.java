package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.jdbc.DatabaseLogin;
import io.opensesame.secrets.VersionStage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a rotator is said when it is built. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseLoginRotatorTest {
    private OpenSesame sesame;

    @BeforeAll
    void open() {
        sesame = OpenSesame.builder()
                .region("cn-hangzhou")
                .credentials(Credentials.accessKey("id", "secret"))
                .build();
    }

    @AfterAll
    void close() {
        sesame.close();
    }

    @Test
    void build_withoutUrl_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(rotator()::build).withMessageContaining("url(...)");
    }

    @Test
    void build_twoAccountsWithoutAdministrator_isRefused() {
        DatabaseLoginRotator.Builder rotator =
                rotator().url("jdbc:postgresql://db/orders").strategy(RotationStrategy.twoAccounts());

        assertThatIllegalArgumentException().isThrownBy(rotator::build).withMessageContaining("administrator(...)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACSCurrent", "ACSPrevious"})
    void pendingStage_ofKms_isRefused(String stage) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rotator().pendingStage(VersionStage.of(stage)))
                .withMessageContaining(stage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT1H1S"})
    void lockWait_outOfRange_isRefused(String wait) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rotator().lockWait(Duration.parse(wait)))
                .withMessageContaining(wait);
    }

    @Test
    void builder_noNameOfASecret_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DatabaseLoginRotator.builder(sesame.kms(), "a b"));
    }

    @Test
    void toString_urlWithParameters_leavesThemOut() {
        assertThat(rotator()
                        .url("jdbc:postgresql://db/orders?sslpassword=canary")
                        .build())
                .asString()
                .contains("orders/db", "jdbc:postgresql://db/orders", "one account")
                .doesNotContain("canary");
    }

    @Test
    void toString_urlWithALogin_leavesItOut() {
        assertThat(rotator().url("jdbc:mysql://app:canary@db/orders").build())
                .asString()
                .contains("jdbc:mysql:...@db/orders")
                .doesNotContain("canary");
    }

    @Test
    void connect_noDriverForTheUrl_saysSo() {
        LoginTest logins = new LoginTest("jdbc:nothing://db/orders?password=canary", new Properties());

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> logins.connect(DatabaseLogin.of("app", "secret")))
                .withMessageContaining("jdbc:nothing://db/orders;")
                .withMessageContaining("class path");
    }

    private DatabaseLoginRotator.Builder rotator() {
        return DatabaseLoginRotator.builder(sesame.kms(), "orders/db");
    }
}
