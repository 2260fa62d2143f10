package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SafeCauseTest {
    @Test
    void of_messageWithoutThePassword_isTheFailureItself() {
        SQLException failure = new SQLException("no such role", "42704", 7);

        assertThat((Throwable) SafeCause.of(failure, "canary")).isSameAs(failure);
    }

    @Test
    void of_passwordInTheMessage_keepsTheCodesAlone() {
        SQLException failure = new SQLException("syntax error near 'canary'", "42000", 1064);

        assertWithheld(SafeCause.of(failure, "canary"), "42000", 1064);
    }

    @Test
    void of_passwordInACause_keepsTheCodesAlone() {
        SQLException failure = new SQLException("failed", "42000", 1, new IllegalStateException("near 'canary'"));

        assertWithheld(SafeCause.of(failure, "canary"), "42000", 1);
    }

    @Test
    void of_passwordInTheNextException_keepsTheCodesAlone() {
        SQLException failure = new SQLException("failed", "42000", 1);
        failure.setNextException(new SQLException("near 'canary'"));

        assertWithheld(SafeCause.of(failure, "canary"), "42000", 1);
    }

    private static void assertWithheld(SQLException safe, String state, int code) {
        assertThat((Throwable) safe)
                .hasNoCause()
                .hasMessageContaining("withheld")
                .hasMessageNotContaining("canary");
        assertThat((Throwable) safe.getNextException()).isNull();
        assertThat(safe.getSQLState()).isEqualTo(state);
        assertThat(safe.getErrorCode()).isEqualTo(code);
    }
}
