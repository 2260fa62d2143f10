package io.opensesame.jdbc;

import static io.opensesame.jdbc.LoginRefusal.ACCOUNT_LOCKED;
import static io.opensesame.jdbc.LoginRefusal.PASSWORD_EXPIRED;
import static io.opensesame.jdbc.LoginRefusal.WRONG_LOGIN;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * The refused logins of the databases that are known: by the vendor's code, else by SQLState class 28. Which of them
 * were tested with a real server is said at {@link LoginRefusalDetector}.
 */
final class KnownRefusals implements LoginRefusalDetector {
    /*
     * PostgreSQL has no codes, and tells by SQLState: 28P01 of a wrong password, an unknown role and an expired password
     * alike, 28000 of a role that may not log in, or not from this host. PolarDB for PostgreSQL speaks its protocol.
     */
    private static final String MAY_NOT_LOG_IN = "28000";

    private static final String REFUSED_LOGINS = "28";

    /** MySQL, MariaDB, and what speaks their protocol: OceanBase in its MySQL mode, PolarDB for MySQL. */
    private static final Map<Integer, LoginRefusal> MYSQL = Map.of(
            1045, WRONG_LOGIN, // access denied
            1698, WRONG_LOGIN, // access denied, and no password would help: the account is for a socket
            3118, ACCOUNT_LOCKED, // MySQL: account is locked
            3955, ACCOUNT_LOCKED, // MySQL: blocked after too many wrong logins
            4150, ACCOUNT_LOCKED, // MariaDB: blocked after too many wrong logins
            4151, ACCOUNT_LOCKED, // MariaDB: account is locked
            1820, PASSWORD_EXPIRED, // logged in, but nothing is allowed except to set a password
            1862, PASSWORD_EXPIRED); // not logged in, as the client cannot set one

    /** SQL Server, Oracle and OceanBase in its Oracle mode, Db2. */
    private static final Map<Integer, LoginRefusal> OTHERS = Map.of(
            18456, WRONG_LOGIN, // SQL Server
            18470, ACCOUNT_LOCKED, // SQL Server: disabled
            18486, ACCOUNT_LOCKED, // SQL Server: locked out
            18487, PASSWORD_EXPIRED, // SQL Server
            18488, PASSWORD_EXPIRED, // SQL Server: must be changed
            1017, WRONG_LOGIN, // ORA-01017
            28000, ACCOUNT_LOCKED, // ORA-28000
            28001, PASSWORD_EXPIRED, // ORA-28001
            -4214, WRONG_LOGIN, // Db2
            -30082, WRONG_LOGIN); // Db2: SQL30082N

    @Override
    public Optional<LoginRefusal> refusal(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        int code = failure.getErrorCode();
        if (MYSQL.containsKey(code)) {
            return Optional.of(MYSQL.get(code));
        }
        if (state.startsWith(REFUSED_LOGINS)) {
            return Optional.of(ofClass28(state, code));
        }
        return Optional.ofNullable(OTHERS.get(code));
    }

    /** H2's code for a wrong password, with state 28000, is Oracle's for a locked account: so it is not looked up. */
    private static LoginRefusal ofClass28(String state, int code) {
        return code == 0 && state.equals(MAY_NOT_LOG_IN) ? ACCOUNT_LOCKED : WRONG_LOGIN;
    }
}
