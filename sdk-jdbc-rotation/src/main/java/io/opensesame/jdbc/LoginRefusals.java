package io.opensesame.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds a refused login in what a driver throws: in the exception, those chained to it, and their causes. */
final class LoginRefusals {
    private static final Logger LOGGER = LoggerFactory.getLogger(RotatingDataSource.class);
    private static final int MAX_EXCEPTIONS = 20;
    private static final int MAX_BROKEN_SERVICES = 16;

    /**
     * A refusal that was found.
     *
     * @param refusal why the login was refused
     * @param evidence the exception that says so: the failure, or one within it
     * @param failure what the driver threw
     */
    record Found(LoginRefusal refusal, SQLException evidence, SQLException failure) {}

    private final List<LoginRefusalDetector> detectors;

    private LoginRefusals(List<LoginRefusalDetector> detectors) {
        this.detectors = List.copyOf(detectors);
    }

    /** Asks the given detectors, then those that are found as services, then the built-in table. */
    static LoginRefusals of(List<LoginRefusalDetector> own) {
        List<LoginRefusalDetector> detectors = new ArrayList<>(own);
        addServices(detectors);
        detectors.add(new KnownRefusals());
        return new LoginRefusals(detectors);
    }

    private static void addServices(List<LoginRefusalDetector> detectors) {
        Iterator<LoginRefusalDetector> services =
                ServiceLoader.load(LoginRefusalDetector.class).iterator();
        int broken = 0;
        while (broken < MAX_BROKEN_SERVICES) {
            try {
                if (!services.hasNext()) {
                    return;
                }
                detectors.add(services.next());
            } catch (ServiceConfigurationError e) { // one that cannot be loaded hides no others
                broken++;
                LOGGER.warn("A detector of refused logins could not be loaded, and is left out: {}", e.getMessage());
            }
        }
    }

    /** Looks for a refused login; the outermost exception that tells of one counts. */
    Optional<Found> find(SQLException failure) {
        List<Throwable> seen = new ArrayList<>();
        add(failure, seen);
        for (int i = 0; i < seen.size(); i++) {
            Throwable throwable = seen.get(i);
            if (throwable instanceof SQLException exception) {
                Optional<Found> found = refusal(exception).map(refusal -> new Found(refusal, exception, failure));
                if (found.isPresent()) {
                    return found;
                }
                add(exception.getNextException(), seen);
            }
            add(throwable.getCause(), seen);
        }
        return Optional.empty();
    }

    /** Exceptions may refer to each other in circles. */
    private static void add(@Nullable Throwable throwable, List<Throwable> seen) {
        boolean known = seen.stream().anyMatch(other -> other == throwable);
        if (throwable != null && !known && seen.size() < MAX_EXCEPTIONS) {
            seen.add(throwable);
        }
    }

    private Optional<LoginRefusal> refusal(SQLException exception) {
        return detectors.stream()
                .map(detector -> ask(detector, exception))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<LoginRefusal> ask(LoginRefusalDetector detector, SQLException exception) {
        try {
            return detector.refusal(exception);
        } catch (RuntimeException e) {
            LOGGER.warn(
                    "A detector of refused logins failed: {} threw {}",
                    detector.getClass().getName(),
                    e.getClass().getName());
            return Optional.empty();
        }
    }
}
