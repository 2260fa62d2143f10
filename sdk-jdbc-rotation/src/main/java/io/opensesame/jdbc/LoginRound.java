package io.opensesame.jdbc;

import io.opensesame.error.OpenSesameException;
import io.opensesame.jdbc.LoginPermits.Permit;
import io.opensesame.jdbc.LoginPermits.Ruling;
import io.opensesame.jdbc.LoginRefusals.Found;
import io.opensesame.secrets.TypedVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One call for a connection: goes through the versions of a login. To be used once, by one thread. */
final class LoginRound {
    /*
     * What may become of a version that the round comes to:
     *   accepted   the round ends with its connection
     *   failed     for another reason than the login: the round ends with the attempt's own exception
     *   refused    now, or by another thread a moment ago, or its account whatever the password: on to the next version
     *   withheld   it could be one wrong login too many, or it is too late: the round ends
     * The next version is the answer to the rejection of all that the round came to, so none comes twice; there are
     * maxTries of them at most, and no login begins after the deadline.
     */
    private final FollowedLogin login;
    private final String place;
    private final FollowedLogin.Attempt attempt;
    private final long deadline;

    /** What became of the versions, in their order. */
    private final Map<String, String> outcomes = new LinkedHashMap<>();

    private final Set<String> barredAccounts = new HashSet<>();
    private @Nullable Found lastRefusal;
    private String lastAccount = "";

    LoginRound(FollowedLogin login, String place, FollowedLogin.Attempt attempt, long deadline) {
        this.login = login;
        this.place = place;
        this.attempt = attempt;
        this.deadline = deadline;
    }

    Connection connect() throws SQLException {
        TypedVersion<DatabaseLogin> version = current();
        while (true) {
            Optional<Connection> connection = goThrough(version);
            if (connection.isPresent()) {
                return connection.get();
            }
            version = next();
        }
    }

    private TypedVersion<DatabaseLogin> current() throws SQLException {
        try {
            return login.secret().version();
        } catch (OpenSesameException e) {
            throw new LoginUnavailableException(login.secretName(), "no login for " + place + ": " + e.getMessage(), e);
        } catch (IllegalStateException e) {
            throw login.closed(e);
        }
    }

    /** Returns a connection, or nothing if the next version is to be tried. */
    private Optional<Connection> goThrough(TypedVersion<DatabaseLogin> version) throws SQLException {
        lastAccount = version.value().username();
        if (barredAccounts.contains(lastAccount)) {
            withheld(version, "has the same account");
            return Optional.empty();
        }
        try (Permit permit = login.permits().take(version.versionId(), deadline)) {
            if (permit.ruling() == Ruling.GRANTED) {
                return attempt(version, permit);
            }
            withheld(version, permit);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException(
                    "interrupted before a login to " + place, SqlStates.CANNOT_CONNECT, e);
        }
    }

    private Optional<Connection> attempt(TypedVersion<DatabaseLogin> version, Permit permit) throws SQLException {
        try {
            Connection connection = attempt.with(version);
            permit.accepted();
            login.events().happened(LoginEvent.Kind.ACCEPTED, version.versionId());
            return Optional.of(connection);
        } catch (SQLException e) {
            Found refusal = login.refusals().find(e).orElse(null);
            if (refusal == null) {
                permit.failed();
                login.events().happened(LoginEvent.Kind.FAILED, version.versionId());
                throw e;
            }
            permit.refused(refusal);
            refused(version, refusal, "was refused", "");
            login.events().refused(refusal.refusal(), version.versionId());
            return Optional.empty();
        }
    }

    private void refused(TypedVersion<DatabaseLogin> version, Found refusal, String how, String retry) {
        lastRefusal = refusal;
        outcomes.put(version.versionId(), how + " (" + refusal.refusal().words() + ")" + retry);
        if (refusal.refusal().isOfTheAccount()) {
            barredAccounts.add(version.value().username());
        }
    }

    /** Ends the round, unless it is only this version that must not be tried. */
    private void withheld(TypedVersion<DatabaseLogin> version, Permit permit) throws SQLException {
        String retry = ": try again in " + permit.retryAfter().plusMillis(999).toSeconds() + " s";
        if (permit.ruling() == Ruling.TIMED_OUT) {
            withheld(version, "was not tried, since there was no room beside other logins in time");
            throw timedOut();
        }
        Found because = permit.because().orElseThrow();
        if (permit.ruling() == Ruling.SPENT) {
            withheld(version, "was not tried, to keep the account from being locked" + retry);
            lastRefusal = because;
            throw refusal("as many logins as refusalsPerMinute allows were refused lately");
        }
        withheld(version, "");
        refused(version, because, "was refused a moment ago", retry);
    }

    private void withheld(TypedVersion<DatabaseLogin> version, String outcome) {
        outcomes.put(version.versionId(), outcome);
        login.events().happened(LoginEvent.Kind.WITHHELD, version.versionId());
    }

    private SQLException timedOut() {
        return lastRefusal != null
                ? refusal("the time is up")
                : new SQLTimeoutException(
                        "no login to " + place + " was tried in time: others are in flight, which could all be"
                                + " refused; see why the database answers slowly, or raise refusalsPerMinute or timeout",
                        SqlStates.CANNOT_CONNECT);
    }

    private TypedVersion<DatabaseLogin> next() throws SQLException {
        if (outcomes.size() >= login.maxTries()) {
            throw refusal("no more than " + login.maxTries() + " versions are tried (maxTries)");
        }
        if (login.isPast(deadline)) {
            throw timedOut();
        }
        try {
            TypedVersion<DatabaseLogin> next = login.secret()
                    .rejected(outcomes.keySet().toArray(String[]::new))
                    .orElseThrow(() -> refusal("KMS has no other version to try"));
            if (login.isPast(deadline)) { // KMS was slow to answer
                throw timedOut();
            }
            return next;
        } catch (OpenSesameException e) {
            throw withSuppressed(refusal("KMS gave no other version, see the suppressed exception"), e);
        } catch (IllegalStateException e) {
            throw withSuppressed(login.closed(e), refusal("the data source was closed"));
        }
    }

    private static SQLException withSuppressed(SQLException failure, Exception suppressed) {
        failure.addSuppressed(suppressed);
        return failure;
    }

    private LoginRefusedException refusal(String end) {
        Found last = Objects.requireNonNull(lastRefusal, "a round goes on after a refusal only");
        String versions = outcomes.entrySet().stream()
                .map(outcome -> "version '" + outcome.getKey() + "' " + outcome.getValue())
                .collect(Collectors.joining(", "));
        return new LoginRefusedException(
                "no login to " + place + " for account '" + lastAccount + "' of secret '" + login.secretName() + "': "
                        + versions + "; " + end + ". " + last.refusal().advice(),
                last,
                login.secretName(),
                lastAccount,
                List.copyOf(outcomes.keySet()));
    }
}
