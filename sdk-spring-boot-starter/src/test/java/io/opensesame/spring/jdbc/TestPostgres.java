package io.opensesame.spring.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL that checks passwords, for everyone but its superuser {@code postgres}. One server is shared by all
 * tests of a process; each test has roles and databases of its own, by {@link #unique}.
 */
final class TestPostgres {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static @Nullable TestPostgres shared;

    private final int port;

    private TestPostgres() throws IOException {
        Path directory = Files.createTempDirectory("opensesame-spring-postgres");
        Path rules = Files.writeString(directory.resolve("pg_hba.conf"), """
                host all postgres 127.0.0.1/32 trust
                host all postgres ::1/128      trust
                host all all      127.0.0.1/32 scram-sha-256
                host all all      ::1/128      scram-sha-256
                """);
        EmbeddedPostgres server = EmbeddedPostgres.builder() // which stops when the process does
                .setDataDirectory(directory.resolve("data"))
                .setServerConfig("hba_file", rules.toString())
                .setServerConfig("max_connections", "200")
                .start();
        port = server.getPort();
    }

    static synchronized TestPostgres shared() {
        if (shared == null) {
            try {
                shared = new TestPostgres();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    static String unique(String prefix) {
        return prefix + "_" + COUNTER.incrementAndGet();
    }

    int port() {
        return port;
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Runs statements as the superuser, each for itself. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"), "postgres", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
