package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.OpenSesame;
import io.opensesame.error.SecretFormatException;
import io.opensesame.localkms.LocalKms;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a driver is told, and what is found wrong before it is asked. */
class LoginTargetIT {
    private static final String PLACE = "'host':'db1','port':3306,'dbname':'orders',";

    private final LocalKms kms = LocalKms.start();
    private final OpenSesame sesame = TestClients.connectedTo(kms).build();
    private final AtomicReference<String> url = new AtomicReference<>();
    private final AtomicReference<Properties> properties = new AtomicReference<>(new Properties());

    @AfterEach
    void stop() {
        sesame.close();
        kms.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:mysql://{host}:{port}/{database}?sslMode=VERIFY_IDENTITY | jdbc:mysql://db1:3306/orders?sslMode=VERIFY_IDENTITY
            jdbc:postgresql://fixed/{database}                            | jdbc:postgresql://fixed/orders
            jdbc:mysql:loadbalance://a:1,b:2/x?p={y}                      | jdbc:mysql:loadbalance://a:1,b:2/x?p={y}
            jdbc:mariadb:replication://a,b/x                              | jdbc:mariadb:replication://a,b/x
            jdbc:sqlserver://h;databaseName={database};encrypt=true       | jdbc:sqlserver://h;databaseName=orders;encrypt=true
            jdbc:oracle:thin:@//{host}:{port}/{database}                  | jdbc:oracle:thin:@//db1:3306/orders
            """)
    void connect_url_isFilledAndOtherwiseUntouched(String given, String expected) throws SQLException {
        kms.createSecret("orders/db", login(PLACE));

        connect(builder -> builder.url(given));

        assertThat(url).hasValue(expected);
    }

    @Test
    void connect_ipv6Address_standsInBrackets() throws SQLException {
        kms.createSecret("orders/db", login("'host':'2001:db8::1',"));

        connect(builder -> builder.url("jdbc:postgresql://{host}:5432/orders"));

        assertThat(url).hasValue("jdbc:postgresql://[2001:db8::1]:5432/orders");
    }

    @Test
    void connect_properties_areTheBuildersThenTheSecretsThenTheLogin() throws SQLException {
        kms.createSecret("orders/db", login("'properties':{'b':'secret','c':'secret','user':'nobody'},"));

        connect(builder ->
                builder.url("jdbc:test:orders").driverProperty("a", "builder").driverProperty("b", "builder"));

        Properties expected = new Properties();
        expected.putAll(Map.of("a", "builder", "b", "secret", "c", "secret", "user", "app", "password", "canary"));
        assertThat(properties).hasValue(expected);
    }

    @Test
    void build_secretDoesNotFillAGap_namesSecretAndMember() {
        kms.createSecret("orders/db", login("'host':'db1',"));

        assertThatThrownBy(() -> connect(builder -> builder.url("jdbc:mysql://{host}:{port}/orders?key=hidden")))
                .isInstanceOf(SecretFormatException.class)
                .hasMessageContaining("secret 'orders/db'")
                .hasMessageContaining("does not tell the port for {port} in the URL jdbc:mysql://{host}:{port}/orders")
                .hasMessageContaining("add a member 'port' to it")
                .message()
                .doesNotContain("hidden");
    }

    @Test
    void getConnection_laterVersionDoesNotFillAGap_isTyped() {
        kms.createSecret("orders/db", login(PLACE));
        try (RotatingDataSource dataSource =
                builder(builder -> builder.url("jdbc:mysql://{host}/orders")).build()) {
            kms.putSecretValue("orders/db", login(""));
            sesame.secrets().refresh("orders/db");

            assertThatThrownBy(dataSource::getConnection)
                    .isInstanceOf(LoginUnavailableException.class)
                    .hasMessageContaining("does not tell the host");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/orders?user=me",
                "jdbc:postgresql://db/orders?ssl=true&PASSWORD=hidden",
                "jdbc:sqlserver://db;userName=me;password=hidden",
                "jdbc:mysql://me:hidden@db/orders",
                "jdbc:mysql://(host=db,user=me,password=hidden)/orders",
                "jdbc:oracle:thin:me/hidden@//db:1521/orders"
            })
    void build_loginInTheUrl_isRefusedWithoutShowingIt(String given) {
        kms.createSecret("orders/db", login(""));

        assertThatThrownBy(() -> connect(builder -> builder.url(given)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must hold no user and no password")
                .message()
                .doesNotContain("hidden");
    }

    @Test
    void build_noDriverForTheUrl_saysSo() {
        kms.createSecret("orders/db", login(""));

        assertThatThrownBy(() -> RotatingDataSource.builder(sesame.secrets(), "orders/db")
                        .url("jdbc:unknown://db/orders")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no driver takes the URL jdbc:unknown://db/orders");
    }

    @Test
    void build_settingOutOfItsBounds_namesTheRule() {
        assertRefused(builder -> builder, "needs the URL");
        assertRefused(builder -> builder.url("postgresql://db/orders"), "begins with jdbc:");
        assertRefused(builder -> builder.maxTries(0), "need 1 <= maxTries <= 10: 0");
        assertRefused(builder -> builder.maxTries(11), "need 1 <= maxTries <= 10: 11");
        assertRefused(builder -> builder.timeout(Duration.ofMillis(999)), "need 1 s <= timeout <= 10 min: PT0.999S");
        assertRefused(builder -> builder.timeout(Duration.ofMinutes(11)), "need 1 s <= timeout <= 10 min: PT11M");
        assertRefused(
                builder -> builder.refusalsPerMinute(0),
                "need maxTries <= refusalsPerMinute <= 1000: maxTries 3, refusalsPerMinute 0");
        assertRefused(
                builder -> builder.refusalsPerMinute(1001),
                "need maxTries <= refusalsPerMinute <= 1000: maxTries 3, refusalsPerMinute 1001");
        assertRefused(builder -> builder.drain(Duration.ofSeconds(-1)), "need 0 <= drain <= 1 day: PT-1S");
        assertRefused(builder -> builder.drain(Duration.ofHours(25)), "need 0 <= drain <= 1 day: PT25H");
        assertThat(kms.requestCount("GetSecretValue")).isZero();
    }

    private void assertRefused(UnaryOperator<RotatingDataSource.Builder> settings, String message) {
        assertThatThrownBy(() -> builder(settings).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private void connect(UnaryOperator<RotatingDataSource.Builder> settings) throws SQLException {
        try (RotatingDataSource dataSource = builder(settings).build();
                Connection connection = dataSource.getConnection()) {
            assertThat(connection).isNotNull();
        }
    }

    private RotatingDataSource.Builder builder(UnaryOperator<RotatingDataSource.Builder> settings) {
        return settings.apply(
                RotatingDataSource.builder(sesame.secrets(), "orders/db").driver(driver()));
    }

    /** A driver that notes what it is told. */
    private Driver driver() {
        return (Driver) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Driver.class}, (proxy, method, arguments) -> {
                    url.set((String) arguments[0]);
                    properties.set((Properties) arguments[1]);
                    return Proxy.newProxyInstance(
                            getClass().getClassLoader(), new Class<?>[] {Connection.class}, (p, m, a) -> null);
                });
    }

    private static String login(String more) {
        return ("{" + more + "'username':'app','password':'canary'}").replace('\'', '"');
    }
}
