package io.opensesame.jdbc;

import java.sql.SQLException;
import java.util.Optional;

/**
 * Tells refused logins from other failures to connect, for one kind of database.
 *
 * <p>Found by {@link java.util.ServiceLoader}, or given to
 * {@link RotatingDataSource.Builder#refusalDetector(LoginRefusalDetector)}; both are asked before the built-in table.
 * Called on the thread that connects; thread-safe. What it throws is logged, and leaves the decision to the others.
 *
 * <p>The built-in table knows SQLState class 28 of any database, and by codes
 *
 * <ul>
 *   <li>PostgreSQL (28P01, 28000) and MariaDB (1045, 4151, 1862, by its own driver and MySQL's), tested with real
 *       servers;
 *   <li>untested, from the vendors' manuals: MySQL (1698, 3118, 3955, 1820), MariaDB (4150), SQL Server (18456, 18470,
 *       18486, 18487, 18488), Oracle (1017, 28000, 28001), Db2 (-4214, -30082), and OceanBase and PolarDB, which speak
 *       the protocols of MySQL, Oracle or PostgreSQL.
 * </ul>
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
