package io.opensesame.jdbc;

import java.sql.SQLException;
import java.util.Optional;

/**
 * Tells refused logins from other failures to connect, for one kind of database.
 *
 * <p>Found by {@link java.util.ServiceLoader}, or given to
 * {@link RotatingDataSource.Builder#refusalDetector(LoginRefusalDetector)}; both are asked before the built-in table.
 * Called on the thread that connects; thread-safe.
 */
@FunctionalInterface
public interface LoginRefusalDetector {
    /**
     * Tells whether a failure means that the database refused the login.
     *
     * @param failure what the driver threw, or one of its causes; its SQLState may be null
     * @return why the login was refused; empty if this detector does not know that it was
     */
    Optional<LoginRefusal> refusal(SQLException failure);
}
