package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginRefusalsTest {
    private final LoginRefusals refusals = LoginRefusals.of(List.of());

    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
            28P01, 0,      WRONG_LOGIN
            28000, 0,      ACCOUNT_LOCKED
            28000, 1045,   WRONG_LOGIN
            28000, 1698,   WRONG_LOGIN
            HY000, 3118,   ACCOUNT_LOCKED
            HY000, 3955,   ACCOUNT_LOCKED
            HY000, 4150,   ACCOUNT_LOCKED
            HY000, 4151,   ACCOUNT_LOCKED
            HY000, 1820,   PASSWORD_EXPIRED
            HY000, 1862,   PASSWORD_EXPIRED
            S0001, 18456,  WRONG_LOGIN
            null,  18470,  ACCOUNT_LOCKED
            null,  18486,  ACCOUNT_LOCKED
            null,  18487,  PASSWORD_EXPIRED
            null,  18488,  PASSWORD_EXPIRED
            72000, 1017,   WRONG_LOGIN
            99999, 28000,  ACCOUNT_LOCKED
            99999, 28001,  PASSWORD_EXPIRED
            28000, 28000,  WRONG_LOGIN
            28000, -4214,  WRONG_LOGIN
            08001, -30082, WRONG_LOGIN
            """)
    void find_refusedLogin_tellsWhy(String state, int code, LoginRefusal expected) {
        SQLException failure = new SQLException("refused", state, code);

        assertThat(refusals.find(failure)).contains(new LoginRefusals.Found(expected, failure, failure));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
            null,  0
            '',    0
            08001, 0
            08004, 0
            53300, 0
            57P03, 0
            42000, 1044
            42000, 1049
            HY000, 1130
            08004, 1040
            S0001, 4060
            66000, 12514
            """)
    void find_otherFailure_isNoRefusal(String state, int code) {
        assertThat(refusals.find(new SQLException("down", state, code))).isEmpty();
    }

    @Test
    void find_refusalAmongCauses_isFoundAsTheEvidence() {
        SQLException refusal = new SQLException("refused", "28P01");
        SQLException failure = new SQLTransientConnectionException("pool", new IOException(refusal));

        assertThat(refusals.find(failure))
                .contains(new LoginRefusals.Found(LoginRefusal.WRONG_LOGIN, refusal, failure));
    }

    @Test
    void find_refusalAmongNextExceptions_isFound() {
        SQLException failure = new SQLException("first host is down", "08001");
        failure.setNextException(new SQLException("second host", "28000", 1045));

        assertThat(refusals.find(failure)).isPresent();
    }

    @Test
    void find_circleOfCauses_ends() {
        SQLException one = new SQLException("one");
        SQLException other = new SQLException("other", one);
        one.initCause(other);

        assertThat(refusals.find(one)).isEmpty();
    }

    @Property(tries = 50)
    void find_chainOfAnyLength_ends(@ForAll @IntRange(max = 100) int links) {
        SQLException chain = new SQLException("last", "28P01");
        for (int i = 0; i < links; i++) {
            chain = new SQLException("link", chain);
        }

        assertThat(LoginRefusals.of(List.of()).find(chain).isPresent()).isEqualTo(links < 20);
    }

    @Test
    void find_ownDetector_isAskedFirst() {
        LoginRefusals own = LoginRefusals.of(List.of(failure -> Optional.of(LoginRefusal.PASSWORD_EXPIRED)));

        assertThat(own.find(new SQLException("refused", "28P01")).orElseThrow().refusal())
                .isEqualTo(LoginRefusal.PASSWORD_EXPIRED);
    }

    @Test
    void find_detectorThatThrows_leavesItToTheOthers() {
        LoginRefusals own = LoginRefusals.of(List.of(failure -> {
            throw new IllegalStateException("broken");
        }));

        assertThat(own.find(new SQLException("refused", "28P01"))).isPresent();
    }

    @Test
    void find_detectorFoundAsAService_isAsked() {
        assertThat(refusals.find(new SQLException(ServiceDetector.MESSAGE))).isPresent();
    }

    /** Named in META-INF/services. */
    public static final class ServiceDetector implements LoginRefusalDetector {
        static final String MESSAGE = "only the detector of this test knows that this is a refusal";

        @Override
        public Optional<LoginRefusal> refusal(SQLException failure) {
            return MESSAGE.equals(failure.getMessage()) ? Optional.of(LoginRefusal.WRONG_LOGIN) : Optional.empty();
        }
    }
}
