package io.opensesame.spring.jdbc;

import io.opensesame.OpenSesame;
import io.opensesame.localkms.LocalKms;
import io.opensesame.spring.ContextRunners;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A database with two alternating accounts whose login is in a secret, and contexts that are wired to both. */
final class OrdersDatabase implements AutoCloseable {
    static final String SECRET = "orders/db";

    private final TestPostgres postgres = TestPostgres.shared();
    private final String name = TestPostgres.unique("orders");
    private final String owner = name + "_owner";
    private final List<String> accounts = List.of(name + "_a", name + "_b");
    private final LocalKms kms = LocalKms.start();
    private int rotations;

    OrdersDatabase() throws SQLException {
        postgres.execute("CREATE ROLE " + owner);
        for (String account : accounts) {
            postgres.execute(
                    "CREATE ROLE " + account + " LOGIN PASSWORD 'password-0' IN ROLE " + owner,
                    "ALTER ROLE " + account + " SET ROLE " + owner); // what either creates is of both
        }
        postgres.execute("CREATE DATABASE " + name + " OWNER " + owner);
        kms.createSecret(SECRET, login());
    }

    LocalKms kms() {
        return kms;
    }

    TestPostgres postgres() {
        return postgres;
    }

    String name() {
        return name;
    }

    String url() {
        return postgres.url(name);
    }

    /** Returns the account that is current. */
    String account() {
        return accounts.get(rotations % 2);
    }

    /** Gives the other account a new password, makes it current, and has the client see it. */
    void rotate(OpenSesame sesame) throws SQLException {
        rotations++;
        postgres.execute("ALTER ROLE " + account() + " PASSWORD 'password-" + rotations + "'");
        kms.putSecretValue(SECRET, login());
        sesame.secrets().refresh(SECRET);
    }

    private String login() {
        return "{\"AccountName\":\"" + account() + "\",\"AccountPassword\":\"password-" + rotations + "\"}";
    }

    /** Returns what an application is told of the database and of KMS, as name=value. */
    String[] properties() {
        List<String> properties = new ArrayList<>(List.of(ContextRunners.properties(kms)));
        properties.add("spring.datasource.url=" + url());
        properties.add("opensesame.datasource.secret=" + SECRET);
        return properties.toArray(String[]::new);
    }

    /** Returns a runner of contexts with Spring Boot's pool, and the login of the secret. */
    ApplicationContextRunner contexts() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        OpenSesameAutoConfiguration.class,
                        RotatingDataSourceAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class))
                .withPropertyValues(properties());
    }

    @Override
    public void close() {
        kms.close();
    }
}
