package io.opensesame.jdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The search for the database's own driver: each driver that can be seen is asked whether it takes the URL. First those
 * that are registered, then those that the thread's class loader knows, which may see more than this class does.
 */
final class DriverSearch {
    /** Compared by name, since the class may be loaded more than once. */
    private static final String OWN_DRIVER = OpenSesameDriver.class.getName();

    private static final int MAX_BROKEN_SERVICES = 16;

    private final String url;
    private final List<String> asked = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    private DriverSearch(String url) {
        this.url = url;
    }

    /**
     * Returns the first driver that takes the URL.
     *
     * @throws SQLException if there is none, of state 08001
     */
    static Driver driverFor(String url) throws SQLException {
        DriverSearch search = new DriverSearch(url);
        Optional<Driver> found = search.registered().or(search::provided);
        if (found.isEmpty()) {
            throw search.failed();
        }
        return found.get();
    }

    private Optional<Driver> registered() {
        return DriverManager.drivers().filter(this::accepts).findFirst();
    }

    private Optional<Driver> provided() {
        Iterator<Driver> drivers = ServiceLoader.load(Driver.class).iterator();
        int broken = 0;
        while (broken < MAX_BROKEN_SERVICES) {
            try {
                if (!drivers.hasNext()) {
                    break;
                }
                Driver driver = drivers.next();
                if (accepts(driver)) {
                    return Optional.of(driver);
                }
            } catch (ServiceConfigurationError e) { // one driver that cannot be loaded hides no others
                broken++;
                failures.add(e);
            }
        }
        return Optional.empty();
    }

    private boolean accepts(Driver driver) {
        String name = driver.getClass().getName();
        if (name.equals(OWN_DRIVER)) {
            return false;
        }
        if (!asked.contains(name)) {
            asked.add(name);
        }
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            failures.add(e);
            return false;
        }
    }

    private SQLException failed() {
        SQLException failure = new SQLException(
                "no driver takes the URL " + ShownUrl.of(url)
                        + ": add the driver of this database to the class path, or"
                        + " mend the URL; drivers that were asked: "
                        + (asked.isEmpty() ? "none" : String.join(", ", asked)),
                SqlStates.CANNOT_CONNECT);
        failures.forEach(failure::addSuppressed);
        return failure;
    }
}
