package io.opensesame.jdbc.rotator;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What a rotation does to the accounts of one kind of database. Those of PostgreSQL, MySQL and MariaDB are built in;
 * others are found by {@link java.util.ServiceLoader}, and asked first.
 *
 * <p>Stateless and thread-safe. Every method must be safe to repeat: a rotation that was cut short begins again.
 */
public interface DatabaseEngine {
    /** {@return the database's name, for messages, such as {@code PostgreSQL}} */
    String name();

    /**
     * Tells whether this engine is for the database behind a connection.
     *
     * @param metaData of a connection to the database
     * @return whether it is
     * @throws SQLException if the database does not tell
     */
    boolean supports(DatabaseMetaData metaData) throws SQLException;

    /** {@return what the database allows in a password} */
    PasswordRules passwordRules();

    /**
     * Takes a lock in the database that one session can hold at a time, and that ends with the session at the latest.
     *
     * @param connection the session
     * @param name what is locked, such as a secret's name; any text
     * @param wait how long to wait for it, to the second
     * @return whether the lock is held now
     * @throws SQLException if the database fails
     */
    boolean lock(Connection connection, String name, Duration wait) throws SQLException;

    /**
     * Gives the lock back.
     *
     * @param connection the session that holds it
     * @param name what is locked
     * @throws SQLException if the database fails
     */
    void unlock(Connection connection, String name) throws SQLException;

    /**
     * Sets the password of an account, so that it is in force when this returns, and in a way that puts the plain
     * password into no log of the database where the database allows that.
     *
     * @param connection of an administrator, or of the account itself
     * @param account the account's name
     * @param password the new password
     * @throws SQLException if the database refuses, or has no such account
     */
    void setPassword(Connection connection, String account, String password) throws SQLException;

    /**
     * Makes an account that may do all that another may do, or brings it up to that if it exists already, and sets its
     * password.
     *
     * @param administrator a connection of an administrator
     * @param account the account to be like
     * @param clone the name of the account to make
     * @param password its password
     * @throws SQLException if the database refuses, or has no such account to be like
     */
    void cloneAccount(Connection administrator, String account, String clone, String password) throws SQLException;
}
