package io.opensesame.jdbc.rotator;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Opens the session in which a rotation changes the database: an administrator's, or the account's own. */
final class DatabaseSessions {
    private final @Nullable DataSource administrator;
    private final LoginTest logins;
    private final List<DatabaseEngine> engines;

    DatabaseSessions(@Nullable DataSource administrator, LoginTest logins, List<DatabaseEngine> engines) {
        this.administrator = administrator;
        this.logins = logins;
        this.engines = List.copyOf(engines);
    }

    /** Opens a session; without an administrator with the first of the secret's logins that works. */
    Connection open(RotatedSecret secret, LoginVersions versions) {
        if (administrator == null) {
            return own(secret, versions);
        }
        try {
            return administrator.getConnection();
        } catch (SQLException e) {
            throw new LoginRotationException(
                    RotationStep.LOCK,
                    secret.name(),
                    "the administrator cannot log in; correct the data source that was given as administrator: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * After a rotation that was cut short the account may have the pending password already; and while another rotator
     * is at work, password and stages change between reading and logging in, so they are read again after a failure.
     */
    private Connection own(RotatedSecret secret, LoginVersions versions) {
        List<String> tried = new ArrayList<>();
        List<SQLException> failures = new ArrayList<>();
        Optional<String> candidate = next(versions, tried);
        while (candidate.isPresent()) {
            tried.add(candidate.get());
            LoginDocument document = secret.login(RotationStep.LOCK, candidate.get());
            try {
                return logins.connect(document.login());
            } catch (SQLException e) {
                failures.add(SafeCause.of(e, document.login().exposePassword()));
            }
            candidate = next(secret.versions(RotationStep.LOCK), tried);
        }
        LoginRotationException failure = new LoginRotationException(
                RotationStep.LOCK,
                secret.name(),
                "none of the logins of versions " + tried + " works at " + logins
                        + "; set the current version's password in the database, or give an administrator: "
                        + failures.get(0).getMessage(),
                failures.get(0));
        failures.stream().skip(1).forEach(failure::addSuppressed);
        throw failure;
    }

    private static Optional<String> next(LoginVersions versions, List<String> tried) {
        return versions.candidates().stream()
                .filter(version -> !tried.contains(version))
                .findFirst();
    }

    /** Finds the engine of the database behind a connection. */
    DatabaseEngine engine(Connection connection) throws SQLException {
        return DatabaseEngines.of(connection, engines);
    }

    /** Tells whether rotations are done by an administrator. */
    boolean hasAdministrator() {
        return administrator != null;
    }

    /** Closes a connection; what fails then changes nothing any more. */
    static Optional<SQLException> close(Connection connection) {
        try {
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }
}
