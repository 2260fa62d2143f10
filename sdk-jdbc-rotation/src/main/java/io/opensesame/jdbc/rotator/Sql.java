package io.opensesame.jdbc.rotator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements over a connection, as short as engines need them. */
final class Sql {
    private static final int TIMEOUT_SECONDS = 60;

    private final Connection connection;

    Sql(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** Runs a statement as it is: braces and question marks in it mean nothing to the driver. */
    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            statement.execute(sql);
        }
    }

    /** Returns all rows of a query without parameters, whose text is taken as it is. */
    List<Row> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            try (ResultSet results = statement.executeQuery(sql)) {
                return rows(results);
            }
        }
    }

    /** Returns all rows of a query with parameters. */
    List<Row> rows(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet results = statement.executeQuery()) {
                return rows(results);
            }
        }
    }

    private static List<Row> rows(ResultSet results) throws SQLException {
        List<Row> rows = new ArrayList<>();
        int columns = results.getMetaData().getColumnCount();
        while (results.next()) {
            @Nullable String[] values = new @Nullable String[columns];
            for (int i = 0; i < columns; i++) {
                values[i] = results.getString(i + 1);
            }
            rows.add(new Row(values));
        }
        return rows;
    }

    /** Runs changes as one transaction, where the database has such, and commits them. */
    void inTransaction(Changes changes) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            changes.run();
            connection.commit();
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(e);
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    /** A session that does not roll back is ended: what it has changed would be committed with the next change. */
    private void rollBack(Throwable reason) throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            reason.addSuppressed(broken);
            connection.abort(Runnable::run);
        }
    }

    /** Returns the SHA-256 of the name of a lock, for databases that take short names or numbers only. */
    static byte[] hash(String lockName) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(("io.opensesame.jdbc.rotator/" + lockName).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Changes to a database. */
    @FunctionalInterface
    interface Changes {
        void run() throws SQLException;
    }

    /** The texts of one row. */
    static final class Row {
        private final @Nullable String[] values;

        private Row(@Nullable String[] values) {
            this.values = values;
        }

        /** Returns the text of a column, counted from 1; empty if it is null. */
        String text(int column) {
            String value = values[column - 1];
            return value == null ? "" : value;
        }

        boolean isNull(int column) {
            return values[column - 1] == null;
        }

        /** Tells whether the database says true, in whatever way it does. */
        boolean flag(int column) {
            return Arrays.asList("t", "true", "1").contains(text(column));
        }
    }
}
