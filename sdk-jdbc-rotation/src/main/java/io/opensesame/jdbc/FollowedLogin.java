package io.opensesame.jdbc;

import io.opensesame.secrets.Secret;
import io.opensesame.secrets.TypedVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** A login followed through its rotation: tries its versions until the database lets one in. */
final class FollowedLogin implements AutoCloseable {
    /** Opens a connection with one version of the login. */
    interface Attempt {
        Connection with(TypedVersion<DatabaseLogin> version) throws SQLException;
    }

    private final Secret<DatabaseLogin> secret;
    private final LoginEvents events;

    private FollowedLogin(Secret<DatabaseLogin> secret, LoginEvents events) {
        this.secret = secret;
        this.events = events;
    }

    static FollowedLogin follow(RotatingDataSource.Builder builder, LoginEvents events) {
        return new FollowedLogin(builder.secrets.secret(builder.secretName, builder.mapper), events);
    }

    String secretName() {
        return secret.name();
    }

    Secret<DatabaseLogin> secret() {
        return secret;
    }

    Connection connect(Attempt attempt) throws SQLException {
        TypedVersion<DatabaseLogin> version = secret.version();
        try {
            Connection connection = attempt.with(version);
            events.happened(LoginEvent.Kind.ACCEPTED, version.versionId());
            return connection;
        } catch (SQLException e) {
            Optional<TypedVersion<DatabaseLogin>> next = secret.rejected(version.versionId());
            if (next.isEmpty()) {
                throw e;
            }
            return attempt.with(next.get());
        }
    }

    @Override
    public void close() {
        secret.close();
    }
}
