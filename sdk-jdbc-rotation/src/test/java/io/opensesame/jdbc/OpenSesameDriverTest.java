package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenSesameDriverTest {
    private static final String URL = "jdbc:opensesame:postgresql://127.0.0.1:1/orders?secret=orders/db";

    private final OpenSesameDriver driver = new OpenSesameDriver(new DriverLogins(
            () -> OpenSesame.builder().region("cn-hangzhou").credentials(Credentials.accessKey("an-id", "a-secret"))));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/orders?secret=orders/db",
                "jdbc:opensesame",
                "jdbc:opensesamepostgresql:",
                "opensesame:postgresql://db",
                "",
            })
    void connect_urlOfOthers_isNotClaimed(String url) throws SQLException {
        assertThat(driver.acceptsURL(url)).isFalse();
        assertThat(driver.connect(url, new Properties())).isNull();
        assertThat(driver.getPropertyInfo(url, new Properties())).isEmpty();
    }

    @Test
    void acceptsUrl_ownPrefix_isClaimedAlsoIfTheRestIsWrong() throws SQLException {
        assertThat(driver.acceptsURL(URL)).isTrue();
        assertThat(driver.acceptsURL("jdbc:opensesame:?")).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway")
    void everyMethod_noUrl_isRefused() {
        assertThatThrownBy(() -> driver.connect(null, new Properties())).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> driver.acceptsURL(null)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> driver.getPropertyInfo(null, null)).isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "postgresql://db/orders | add the parameter secret=<name of the secret>",
                "postgresql://db/orders?secret= | 'opensesame.secret' is empty",
                "postgresql://db/orders?secret | 'opensesame.secret' is empty",
                "postgresql://db/orders?secret=x&opensesame.timeout=hush | 'opensesame.timeout' must be",
                "postgresql://db/orders?secret=x&opensesame.drain=30 | 'opensesame.drain' must be",
                "postgresql://db/orders?secret=x&opensesame.maxTries=hush | 'opensesame.maxTries' must be a number",
                "postgresql://db/orders?secret=x&opensesame.region=Hush! | 'opensesame.region' must be",
                "postgresql://db/orders?secret=x&opensesame.endpoint=http://hush | 'opensesame.endpoint' must be",
                "postgresql://db/orders?secret=x&opensesame.endpoint=ht tp:// | 'opensesame.endpoint' must be",
                "postgresql://db/orders?secret=x&opensesame.region=a&opensesame.endpoint=https://b | leave one out",
                "nosuch://db/orders?secret=x&a=hush | no driver takes the URL jdbc:nosuch://db/orders",
            })
    void connect_settingsWrong_saysWhatToMendBeforeAnyInput(String url, String rule) {
        assertThatThrownBy(() -> driver.connect("jdbc:opensesame:" + url, new Properties()))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
                .hasMessageContaining(rule)
                .hasMessageNotContaining("hush")
                .hasMessageNotContaining("Hush");
    }

    @Test
    void connect_propertiesWrong_saysWhatToMend() {
        assertThatThrownBy(() -> driver.connect(URL, properties("opensesame.secret", "hush")))
                .hasMessageContaining("'opensesame.secret' is there twice")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> driver.connect(URL, properties("opensesame.pendingStage", "hush")))
                .hasMessageContaining("no property 'opensesame.pendingStage'")
                .hasMessageNotContaining("hush");
        Properties number = new Properties();
        number.put("opensesame.maxTries", 2);
        assertThatThrownBy(() -> driver.connect(URL, number)).hasMessageContaining("'opensesame.maxTries' is empty");
    }

    @Test
    void connect_noRegionInEnvironment_isAnSqlExceptionThatSaysSo() {
        OpenSesameDriver lost = new OpenSesameDriver(new DriverLogins(() -> {
            throw new IllegalStateException("no region: set one");
        }));

        assertThatThrownBy(() -> lost.connect(URL, null))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("no region: set one")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void settings_callersProperties_areKeptButForOurs() throws SQLException {
        Properties defaults = properties("loginTimeout", "5");
        Properties info = new Properties(defaults);
        info.setProperty("ssl", "true");
        info.setProperty("opensesame.drain", "1m");
        info.put("sslContext", this);

        DriverSettings settings = DriverSettings.of(URL, info);

        Properties expected = new Properties();
        expected.setProperty("loginTimeout", "5");
        expected.setProperty("ssl", "true");
        expected.put("sslContext", this);
        assertThat(settings.driverProperties()).isEqualTo(expected);
        assertThat(info).containsKey("opensesame.drain");
    }

    @Test
    void getPropertyInfo_urlWithoutSecret_asksForItAndForWhatTheDatabasesDriverTakes() throws SQLException {
        DriverPropertyInfo[] all = driver.getPropertyInfo("jdbc:opensesame:postgresql://db/orders", null);

        assertThat(all[0].name).isEqualTo("opensesame.secret");
        assertThat(all[0].required).isTrue();
        assertThat(all[0].value).isNull();
        assertThat(all[0].description).isNotBlank();
        assertThat(Arrays.stream(all).map(info -> info.name))
                .contains("opensesame.timeout", "opensesame.drain", "sslmode")
                .doesNotContain("user", "password")
                .doesNotHaveDuplicates();
    }

    @Test
    void getPropertyInfo_unknownDatabase_tellsOursWithTheirValues() throws SQLException {
        DriverPropertyInfo[] all = driver.getPropertyInfo(
                "jdbc:opensesame:nosuch://db?secret=orders/db", properties("opensesame.drain", "2m"));

        assertThat(all).hasSize(DriverOption.values().length);
        assertThat(all[0].value).isEqualTo("orders/db");
        assertThat(Arrays.stream(all).filter(info -> info.name.equals("opensesame.drain")))
                .allSatisfy(info -> assertThat(info.value).isEqualTo("2m"))
                .hasSize(1);
    }

    @Test
    void driver_facts_areThoseOfThisVersion() {
        assertThat(driver.getMajorVersion()).isZero();
        assertThat(driver.getMinorVersion()).isEqualTo(1);
        assertThat(driver.jdbcCompliant()).isFalse();
        assertThatThrownBy(driver::getParentLogger).isInstanceOf(SQLFeatureNotSupportedException.class);
    }

    @Test
    void driverManager_serviceAndClass_registerOnce() throws Exception {
        Class.forName(OpenSesameDriver.class.getName());
        OpenSesameDriver.register();

        assertThat(ServiceLoader.load(Driver.class)).hasAtLeastOneElementOfType(OpenSesameDriver.class);
        assertThat(registered()).hasSize(1);
        assertThat(DriverManager.getDriver(URL)).isInstanceOf(OpenSesameDriver.class);
    }

    @Test
    void driverManager_deregistered_connectsNoMoreUntilRegisteredAgain() throws SQLException {
        Driver held = new OpenSesameDriver();
        DriverManager.deregisterDriver(registered().get(0));
        try {
            assertThat(registered()).isEmpty();
            assertThatThrownBy(() -> held.connect(URL, null))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("OpenSesameDriver.register()");
            try (OpenSesame sesame = client()) {
                assertThatThrownBy(() -> OpenSesameDriver.use(sesame)).isInstanceOf(IllegalStateException.class);
            }
        } finally {
            OpenSesameDriver.register();
        }
        assertThat(registered()).hasSize(1);
    }

    @Test
    void use_secondClient_isRefusedUntilTheFirstOneIsLetGo() {
        try (OpenSesame first = client();
                OpenSesame second = client()) {
            OpenSesameDriver.Use use = OpenSesameDriver.use(first);
            assertThatThrownBy(() -> OpenSesameDriver.use(second))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("close");
            use.close();

            OpenSesameDriver.Use next = OpenSesameDriver.use(second);
            use.close(); // again, and not the other's

            assertThatThrownBy(() -> OpenSesameDriver.use(first)).isInstanceOf(IllegalStateException.class);
            next.close();
        }
    }

    @Test
    @SuppressWarnings("try")
    void connect_clientChosenAndRegionInUrl_isRefused() {
        try (OpenSesame sesame = client();
                OpenSesameDriver.Use use = OpenSesameDriver.use(sesame)) {
            assertThatThrownBy(() -> DriverManager.getConnection(URL + "&opensesame.region=cn-beijing"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContainingAll("region", sesame.toString(), "leave");
        }
    }

    @Test
    @SuppressWarnings("try")
    void connect_chosenClientClosed_isAnSqlException() {
        OpenSesame sesame = client();
        try (OpenSesameDriver.Use use = OpenSesameDriver.use(sesame)) {
            sesame.close();

            assertThatThrownBy(() -> DriverManager.getConnection(URL)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void close_twice_hasNoEffect() {
        DriverLogins logins = new DriverLogins(OpenSesame::builder);
        logins.close();

        assertThatCode(logins::close).doesNotThrowAnyException();
    }

    private static List<Driver> registered() {
        return DriverManager.drivers()
                .filter(OpenSesameDriver.class::isInstance)
                .toList();
    }

    private static OpenSesame client() {
        return OpenSesame.builder()
                .region("cn-hangzhou")
                .credentials(Credentials.accessKey("an-id", "a-secret"))
                .build();
    }

    private static Properties properties(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty(name, value);
        return properties;
    }
}
