package io.opensesame.jdbc;

import io.opensesame.secrets.Secret;
import io.opensesame.secrets.TypedVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A login followed through its rotation: tries its versions until the database lets one in. Thread-safe. */
final class FollowedLogin implements AutoCloseable {
    /** Opens a connection with one version of the login. */
    interface Attempt {
        Connection with(TypedVersion<DatabaseLogin> version) throws SQLException;
    }

    private final Secret<DatabaseLogin> secret;
    private final String place;
    private final LoginEvents events;
    private final LoginRefusals refusals;
    private final LoginPermits permits;
    private final int maxTries;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private volatile boolean closed;

    /**
     * Follows a secret.
     *
     * @param secret closed with this
     * @param place what messages call the database
     */
    FollowedLogin(
            Secret<DatabaseLogin> secret,
            String place,
            RotatingDataSource.Builder builder,
            LoginEvents events,
            LongSupplier nanoTime) {
        this.secret = secret;
        this.place = place;
        this.events = events;
        this.refusals = LoginRefusals.of(builder.refusalDetectors);
        this.permits = new LoginPermits(builder.refusalsPerMinute, nanoTime);
        this.maxTries = builder.maxTries;
        this.timeout = builder.timeout;
        this.nanoTime = nanoTime;
    }

    /**
     * Connects with the version that the database lets in.
     *
     * @param limit begins no try after this time, nor after the timeout that is set
     * @throws SQLException the attempt's own, untouched, if it failed for another reason than its login
     */
    Connection connect(Attempt attempt, Duration limit) throws SQLException {
        if (closed) {
            throw closed(null);
        }
        Duration shorter = limit.compareTo(timeout) < 0 ? limit : timeout;
        return new LoginRound(this, attempt, nanoTime.getAsLong() + shorter.toNanos()).connect();
    }

    Secret<DatabaseLogin> secret() {
        return secret;
    }

    String secretName() {
        return secret.name();
    }

    String place() {
        return place;
    }

    LoginEvents events() {
        return events;
    }

    LoginRefusals refusals() {
        return refusals;
    }

    LoginPermits permits() {
        return permits;
    }

    int maxTries() {
        return maxTries;
    }

    boolean isPast(long deadline) {
        return nanoTime.getAsLong() - deadline >= 0;
    }

    SQLException closed(@Nullable IllegalStateException cause) {
        String what = closed ? "this data source" : "the OpenSesame of this data source";
        return new SQLNonTransientConnectionException(
                what + ", with its login in secret '" + secretName() + "', is closed", SqlStates.CLOSED, cause);
    }

    @Override
    public void close() {
        closed = true;
        secret.close();
    }
}
