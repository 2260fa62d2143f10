package io.opensesame.benchmarks.scenario;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** A PostgreSQL that checks passwords by SCRAM, and logs who connects and who is refused. */
final class BenchmarkPostgres implements AutoCloseable {
    private final Path log;
    private final EmbeddedPostgres server;

    /** Starts the server, with its files in a directory. */
    BenchmarkPostgres(Path directory) throws IOException {
        log = directory.resolve("server.log");
        Path access = Files.writeString(directory.resolve("pg_hba.conf"), """
                host all postgres 127.0.0.1/32 trust
                host all all      127.0.0.1/32 scram-sha-256
                host all postgres ::1/128      trust
                """);
        server = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setServerConfig("hba_file", access.toString())
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_directory", directory.toString())
                .setServerConfig("log_filename", "server.log")
                .start();
    }

    /** Returns the server's URL without {@code jdbc:} and without a login. */
    String place() {
        return "postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    /** Runs statements as the superuser. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:" + place(), "postgres", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns how many logins the server has refused. */
    long refusedLogins() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("password authentication failed"))
                    .count();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
