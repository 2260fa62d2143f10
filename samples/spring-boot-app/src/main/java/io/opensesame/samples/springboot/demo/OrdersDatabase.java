package io.opensesame.samples.springboot.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A PostgreSQL of this sample's own, which checks the passwords of all but its administrator. */
final class OrdersDatabase implements AutoCloseable {
    private final Path directory;
    private final EmbeddedPostgres server;

    private OrdersDatabase(Path directory, EmbeddedPostgres server) {
        this.directory = directory;
        this.server = server;
    }

    /** Starts the server, with one account, {@code orders}, and a schema of that name. */
    static OrdersDatabase start(String password) throws IOException, SQLException {
        Path directory = Files.createTempDirectory("opensesame-orders");
        Path accessRules = Files.writeString(directory.resolve("pg_hba.conf"), """
                host all postgres 127.0.0.1/32 trust
                host all postgres ::1/128      trust
                host all all      127.0.0.1/32 scram-sha-256
                """);
        OrdersDatabase database = new OrdersDatabase(
                directory,
                EmbeddedPostgres.builder()
                        .setDataDirectory(directory.resolve("data"))
                        .setServerConfig("hba_file", accessRules.toString())
                        .start());
        try (Connection connection = database.administrator().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE orders LOGIN PASSWORD '" + password + "'");
            statement.execute("CREATE SCHEMA orders AUTHORIZATION orders");
        }
        return database;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?currentSchema=orders";
    }

    /** Connects as who may change the passwords of others. */
    DataSource administrator() {
        return server.getPostgresDatabase();
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
