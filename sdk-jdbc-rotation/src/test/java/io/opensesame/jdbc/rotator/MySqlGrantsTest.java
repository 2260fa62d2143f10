package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlGrantsTest {
    private static final MySqlAccount ACCOUNT = new MySqlAccount("app", "%");

    @Test
    void grantsTo_whatMySql8Prints_isForTheOtherAccount() throws SQLException {
        assertThat(grants(
                                "GRANT USAGE ON *.* TO `app`@`%`",
                                "GRANT BACKUP_ADMIN,CLONE_ADMIN ON *.* TO `app`@`%`",
                                "GRANT SELECT (`a`, `b`), INSERT ON `d`.`t` TO `app`@`%` WITH GRANT OPTION",
                                "GRANT EXECUTE ON PROCEDURE `d`.`p` TO `app`@`%`",
                                "GRANT `r1`@`%`,`r2`@`%` TO `app`@`%` WITH ADMIN OPTION")
                        .grantsTo("`clone`@`%`"))
                .containsExactly(
                        "GRANT BACKUP_ADMIN, CLONE_ADMIN ON *.* TO `clone`@`%`",
                        "GRANT SELECT (`a`), SELECT (`b`), INSERT ON `d`.`t` TO `clone`@`%` WITH GRANT OPTION",
                        "GRANT EXECUTE ON PROCEDURE `d`.`p` TO `clone`@`%`",
                        "GRANT `r1`@`%` TO `clone`@`%` WITH ADMIN OPTION",
                        "GRANT `r2`@`%` TO `clone`@`%` WITH ADMIN OPTION");
    }

    @Test
    void grantsTo_whatMariaDbPrints_leavesThePasswordOut() throws SQLException {
        MySqlGrants grants = grants(
                "GRANT `r` TO `app`@`%`",
                "GRANT SELECT ON *.* TO `app`@`%` IDENTIFIED BY PASSWORD '*AB' REQUIRE SSL WITH GRANT OPTION",
                "GRANT SELECT ON `x`.* TO PUBLIC",
                "SET DEFAULT ROLE `r` FOR `app`@`%`");

        assertThat(grants.grantsTo("`clone`@`%`"))
                .containsExactly("GRANT SELECT ON *.* TO `clone`@`%` WITH GRANT OPTION", "GRANT `r` TO `clone`@`%`");
        assertThat(grants.defaultRole()).isEqualTo("`r`");
    }

    @Property(tries = 200)
    void grantsTo_anyNameOfADatabase_isNeverTakenForAWord(@ForAll String name) throws SQLException {
        String object = MySqlAccount.quoted(name.replace("\0", "") + " TO ") + ".*";

        assertThat(grants("GRANT SELECT ON " + object + " TO `app`@`%`").grantsTo("`clone`@`%`"))
                .containsExactly("GRANT SELECT ON " + object + " TO `clone`@`%`");
    }

    @Test
    void revokesBeyond_surplus_isRevokedOneByOne() throws SQLException {
        MySqlGrants kept = grants(
                "GRANT SELECT ON `d`.* TO `app`@`%`",
                "GRANT ALL PRIVILEGES ON `e`.* TO `app`@`%`", "GRANT `r` TO `app`@`%`");

        assertThat(grants(
                                "GRANT SELECT, INSERT ON `d`.* TO `app`@`%` WITH GRANT OPTION",
                                "GRANT SELECT ON `e`.* TO `app`@`%`",
                                "GRANT UPDATE (`a`) ON `f`.`t` TO `app`@`%`",
                                "GRANT `r` TO `app`@`%` WITH ADMIN OPTION",
                                "GRANT `s` TO `app`@`%`")
                        .revokesBeyond(kept, "`clone`@`%`"))
                .containsExactly(
                        "REVOKE INSERT ON `d`.* FROM `clone`@`%`",
                        "REVOKE GRANT OPTION ON `d`.* FROM `clone`@`%`",
                        "REVOKE UPDATE (`a`) ON `f`.`t` FROM `clone`@`%`",
                        "REVOKE ADMIN OPTION FOR `r` FROM `clone`@`%`",
                        "REVOKE `s` FROM `clone`@`%`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT PROXY ON ``@`` TO `app`@`%` WITH GRANT OPTION",
                "REVOKE INSERT ON `mysql`.* FROM `app`@`%`",
                "CONJURE SELECT ON *.* TO `app`@`%`"
            })
    void of_statementThatCannotBeCloned_isRefused(String statement) {
        assertThatThrownBy(() -> grants(statement))
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContaining("`app`@`%`")
                .hasMessageContaining("revoke it");
    }

    @Test
    void options_whatMySql8Prints_comesBackWhole() {
        assertThat(MySqlClone.options("CREATE USER `app`@`%` IDENTIFIED WITH 'caching_sha2_password' AS '$A$005$WITH'"
                        + " DEFAULT ROLE `r`@`%` REQUIRE SSL WITH MAX_QUERIES_PER_HOUR 5 PASSWORD EXPIRE DEFAULT"
                        + " ACCOUNT UNLOCK PASSWORD HISTORY DEFAULT PASSWORD REUSE INTERVAL DEFAULT"
                        + " PASSWORD REQUIRE CURRENT DEFAULT FAILED_LOGIN_ATTEMPTS 3 PASSWORD_LOCK_TIME 1"))
                .isEqualTo("REQUIRE SSL WITH MAX_QUERIES_PER_HOUR 5 ACCOUNT UNLOCK PASSWORD EXPIRE DEFAULT PASSWORD"
                        + " HISTORY DEFAULT PASSWORD REUSE INTERVAL DEFAULT PASSWORD REQUIRE CURRENT DEFAULT"
                        + " FAILED_LOGIN_ATTEMPTS 3 PASSWORD_LOCK_TIME 1");
    }

    @Test
    void options_whatMariaDbLeavesOut_isSetToItsDefault() {
        assertThat(MySqlClone.options("CREATE USER `a`@`%` IDENTIFIED BY PASSWORD '*AB' REQUIRE X509 ACCOUNT LOCK"))
                .isEqualTo("REQUIRE X509 WITH MAX_QUERIES_PER_HOUR 0 MAX_UPDATES_PER_HOUR 0 MAX_CONNECTIONS_PER_HOUR 0"
                        + " MAX_USER_CONNECTIONS 0 ACCOUNT LOCK PASSWORD EXPIRE DEFAULT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE USER `a`@`%` IDENTIFIED VIA unix_socket",
                "CREATE USER `a`@`%` IDENTIFIED VIA mysql_native_password USING '*AB' OR unix_socket"
            })
    void plugin_ofAccountThatHasAnother_isRefused(String statement) {
        assertThatThrownBy(() -> MariaDbPlugin.of(ACCOUNT, MySqlTokens.of(statement)))
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContaining("of which no password can be set from here");
    }

    @Test
    void plugin_ofAccountThatHasOneOfThese_isFound() throws SQLException {
        assertThat(MariaDbPlugin.of(ACCOUNT, MySqlTokens.of("CREATE USER `a`@`%` IDENTIFIED BY PASSWORD '*AB'")))
                .isEqualTo(MariaDbPlugin.NATIVE_PASSWORD);
        assertThat(MariaDbPlugin.of(
                        ACCOUNT, MySqlTokens.of("CREATE USER `a`@`%` IDENTIFIED VIA ed25519 USING 'x' REQUIRE SSL")))
                .isEqualTo(MariaDbPlugin.ED25519);
    }

    private static MySqlGrants grants(String... statements) throws SQLException {
        return MySqlGrants.of(ACCOUNT, List.of(statements));
    }
}
