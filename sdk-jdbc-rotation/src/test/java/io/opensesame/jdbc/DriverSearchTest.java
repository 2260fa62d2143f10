package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverSearchTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db/orders, org.postgresql.Driver",
        "jdbc:mariadb://db/orders, org.mariadb.jdbc.Driver",
        "jdbc:mysql://db/orders, com.mysql.cj.jdbc.Driver",
    })
    void driverFor_registeredDriver_isFound(String url, String driver) throws SQLException {
        assertThat(DriverSearch.driverFor(url).getClass().getName()).isEqualTo(driver);
    }

    @Test
    void driverFor_driverOfTheThreadsClassLoaderAlone_isFoundDespiteABrokenOne(@TempDir Path services)
            throws Exception {
        Path file = services.resolve("META-INF/services/java.sql.Driver");
        Files.createDirectories(file.getParent());
        Files.write(file, List.of("com.example.NoSuchDriver", UnregisteredDriver.class.getName()));

        Driver found = withClassLoaderOf(services, () -> DriverSearch.driverFor("jdbc:unregistered:orders"));

        assertThat(found).isInstanceOf(UnregisteredDriver.class);
        assertThat(DriverManager.drivers()).noneMatch(UnregisteredDriver.class::isInstance);
    }

    @Test
    void driverFor_unknownDatabase_namesThePlaceAndTheDriversAsked() {
        assertThatThrownBy(() -> DriverSearch.driverFor("jdbc:nosuch://db/orders?password=hush"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
                .hasMessageContainingAll(
                        "jdbc:nosuch://db/orders", "class path", "org.postgresql.Driver", "org.mariadb.jdbc.Driver")
                .hasMessageNotContaining("hush");
    }

    @Test
    void driverFor_brokenDriver_isNamedInTheFailure(@TempDir Path services) throws Exception {
        Path file = services.resolve("META-INF/services/java.sql.Driver");
        Files.createDirectories(file.getParent());
        Files.write(file, List.of("com.example.NoSuchDriver"));

        assertThatThrownBy(() -> withClassLoaderOf(services, () -> DriverSearch.driverFor("jdbc:nosuch:orders")))
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .anySatisfy(cause -> assertThat(cause).hasMessageContaining("com.example.NoSuchDriver")));
    }

    private interface Search {
        Driver run() throws SQLException;
    }

    private static Driver withClassLoaderOf(Path services, Search search) throws SQLException, IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {services.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            return search.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Takes its URLs, and registers itself with nobody. */
    public static final class UnregisteredDriver implements Driver {
        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:unregistered:");
        }

        @Override
        public @Nullable Connection connect(String url, Properties info) {
            return null;
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getLogger("test");
        }
    }
}
