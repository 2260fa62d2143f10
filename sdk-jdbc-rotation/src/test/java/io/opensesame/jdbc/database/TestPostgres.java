package io.opensesame.jdbc.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL that checks passwords by SCRAM, for everyone but its superuser {@code postgres}. One server is shared by
 * all tests of a process; each test has roles and databases of its own, by {@link #unique}. Who restarts it starts one
 * of its own.
 */
public final class TestPostgres implements AutoCloseable {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static @Nullable TestPostgres shared;

    private final Path directory;
    private final int port;
    private EmbeddedPostgres server;

    private TestPostgres() throws IOException {
        directory = Files.createTempDirectory("opensesame-postgres");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(directory.resolve("pg_hba.conf"), """
                host all postgres 127.0.0.1/32 trust
                host all postgres ::1/128      trust
                host all all      127.0.0.1/32 scram-sha-256
                host all all      ::1/128      scram-sha-256
                """);
        server = launch();
    }

    private EmbeddedPostgres launch() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setServerConfig("hba_file", directory.resolve("pg_hba.conf").toString())
                .setServerConfig("max_connections", "200")
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_directory", directory.resolve("log").toString())
                .setServerConfig("log_filename", "server.log")
                .setServerConfig("log_statement", "all")
                .start();
    }

    /** Returns the server that all tests share, started by the first one. */
    public static synchronized TestPostgres shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** Starts a server of the caller's own, to be closed by it. */
    public static TestPostgres start() {
        try {
            return new TestPostgres();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a name for a role or a database that no other test uses. */
    public static String unique(String prefix) {
        return prefix + "_" + COUNTER.incrementAndGet();
    }

    public int port() {
        return port;
    }

    /** Returns the URL of a database, without a login. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Connects as the superuser. */
    public Connection administrator() throws SQLException {
        return DriverManager.getConnection(url("postgres"), "postgres", "");
    }

    /** Runs statements as the superuser, each for itself. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Stops the server, which breaks all connections, and starts it again on the same port with the same data. */
    public void restart() throws IOException {
        server.close();
        server = launch();
    }

    /** Returns how many logins of a role the server refused, by its log. */
    public long refusedLogins(String role) {
        return logLines()
                .filter(line -> line.contains("password authentication failed for user \"" + role + "\"")
                        || line.contains("role \"" + role + "\" is not permitted to log in"))
                .count();
    }

    /** Returns the server's log of all statements and refused logins. */
    public Stream<String> logLines() {
        try {
            return Files.readAllLines(directory.resolve("log/server.log")).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
