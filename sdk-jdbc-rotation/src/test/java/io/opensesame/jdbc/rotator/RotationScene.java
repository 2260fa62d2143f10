package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.OpenSesame;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.jdbc.DatabaseLogin;
import io.opensesame.jdbc.TestClients;
import io.opensesame.jdbc.database.TestMariaDb;
import io.opensesame.jdbc.database.TestPostgres;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.kms.secret.ListSecretVersionIdsRequest;
import io.opensesame.kms.secret.SecretVersion;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.VersionStage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A secret in a KMS, the account in a real database that it is for, and a client that follows the secret. */
final class RotationScene implements AutoCloseable {
    private static final String FIRST_PASSWORD = "first-Password-0";
    static final VersionStage PENDING = DatabaseLoginRotator.DEFAULT_PENDING_STAGE;

    private final LocalKms localKms;
    private final OpenSesame sesame;
    private final String account;
    private final String secretName;
    private final String url;
    private final Lifeline.SessionSource administrator;
    private final String accountsQuery;

    private RotationScene(String url, Lifeline.SessionSource administrator, String accountsQuery) {
        this.account = TestPostgres.unique("app");
        this.secretName = "orders/" + account;
        this.url = url;
        this.administrator = administrator;
        this.accountsQuery = accountsQuery.formatted(account);
        this.localKms = LocalKms.start();
        this.sesame = TestClients.connectedTo(localKms).build();
        localKms.createSecret(
                secretName, value("{\"weight\":1.10,\"username\":\"%s\",\"password\":\"%s\",\"note\":[1,{}]}"));
    }

    static RotationScene postgres() throws SQLException {
        TestPostgres postgres = TestPostgres.shared();
        RotationScene scene = new RotationScene(
                postgres.url("postgres"),
                postgres::administrator,
                "SELECT rolname, rolpassword FROM pg_authid WHERE rolname LIKE '%s%%' ORDER BY 1");
        postgres.execute("CREATE ROLE " + scene.account + " LOGIN PASSWORD '" + FIRST_PASSWORD + "'");
        return scene;
    }

    static RotationScene mariaDb() throws SQLException {
        TestMariaDb mariaDb = TestMariaDb.shared();
        RotationScene scene = new RotationScene(
                mariaDb.url(""),
                mariaDb::administrator,
                "SELECT user, authentication_string FROM mysql.user WHERE user LIKE '%s%%' ORDER BY 1");
        mariaDb.execute("CREATE USER '" + scene.account + "'@'%' IDENTIFIED BY '" + FIRST_PASSWORD + "'");
        return scene;
    }

    String value(String template) {
        return template.formatted(account, FIRST_PASSWORD);
    }

    LocalKms localKms() {
        return localKms;
    }

    OpenSesame sesame() {
        return sesame;
    }

    String account() {
        return account;
    }

    String secretName() {
        return secretName;
    }

    String url() {
        return url;
    }

    Lifeline.SessionSource administrator() {
        return administrator;
    }

    /** Returns a rotator of the secret, whose deeds go through a lifeline. */
    DatabaseLoginRotator.Builder rotator(Lifeline lifeline) {
        return rotator(lifeline, secretName);
    }

    DatabaseLoginRotator.Builder rotator(Lifeline lifeline, String name) {
        return DatabaseLoginRotator.builder(lifeline.kms(sesame.kms()), name).url(lifeline.url(url));
    }

    DatabaseLoginRotator.Builder rotator() {
        return rotator(Lifeline.endless());
    }

    List<SecretVersion> versions() {
        return sesame.kms()
                .secrets()
                .listAllSecretVersionIds(ListSecretVersionIdsRequest.builder()
                        .secretName(secretName)
                        .includeDeprecated(true)
                        .build())
                .toList();
    }

    String at(VersionStage stage) {
        return find(stage).orElseThrow();
    }

    Optional<String> find(VersionStage stage) {
        return versions().stream()
                .filter(version -> version.versionStages().contains(stage))
                .map(SecretVersion::versionId)
                .findFirst();
    }

    Map<String, Set<VersionStage>> stages() {
        return versions().stream().collect(Collectors.toMap(SecretVersion::versionId, SecretVersion::versionStages));
    }

    String text(VersionStage stage) {
        return sesame.kms()
                .secrets()
                .getSecretValue(GetSecretValueRequest.builder()
                        .secretName(secretName)
                        .versionStage(stage)
                        .build())
                .exposeText();
    }

    DatabaseLogin login(VersionStage stage) {
        return DatabaseLogin.mapper()
                .map(SecretValue.builder(secretName, "v").text(text(stage)).build());
    }

    boolean worksAt(VersionStage stage) {
        DatabaseLogin login = login(stage);
        try (Connection connection = DriverManager.getConnection(url, login.username(), login.exposePassword())) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Logs in as a client does that follows the secret: current, then previous, then pending. */
    void assertClientCanLogIn() {
        boolean works = Stream.<Supplier<VersionStage>>of(
                        () -> VersionStage.CURRENT, () -> VersionStage.PREVIOUS, () -> PENDING)
                .map(Supplier::get)
                .anyMatch(stage -> {
                    try {
                        return worksAt(stage);
                    } catch (SecretNotFoundException e) {
                        return false;
                    }
                });
        assertThat(works).as("a client can log in, with stages %s", stages()).isTrue();
    }

    /** What is true after each rotation: nothing is pending, and the current login works. */
    void assertSettled() {
        assertThat(find(PENDING)).as("the pending stage, with %s", stages()).isEmpty();
        assertThat(worksAt(VersionStage.CURRENT)).isTrue();
    }

    /** Runs a statement as an administrator. */
    void execute(String sql) throws SQLException {
        try (Connection connection = administrator.open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the accounts of this scene with what the database keeps of their passwords. */
    List<String> accounts() throws SQLException {
        try (Connection connection = administrator.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(accountsQuery)) {
            List<String> accounts = new ArrayList<>();
            while (rows.next()) {
                accounts.add(rows.getString(1) + " " + rows.getString(2));
            }
            return accounts;
        }
    }

    List<String> accountNames() throws SQLException {
        return accounts().stream().map(row -> row.split(" ", 2)[0]).toList();
    }

    @Override
    public void close() {
        sesame.close();
        localKms.close();
    }
}
