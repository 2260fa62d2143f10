package io.opensesame.benchmarks.scenario;

import io.opensesame.localkms.LocalKms;
import java.sql.SQLException;

/** Rotates a login of a database, with one account or with two that take turns. Used by one thread. */
final class Rotation {
    private final BenchmarkPostgres postgres;
    private final int accounts;
    private volatile StoredLogin current = new StoredLogin("v0", "app_0", "p0");
    private int count;

    /**
     * Begins with the password {@code p0} of the account {@code app_0}.
     *
     * @param accounts 1 or 2
     */
    Rotation(BenchmarkPostgres postgres, int accounts) {
        this.postgres = postgres;
        this.accounts = accounts;
    }

    /** Returns what the secret holds now; for any thread. */
    StoredLogin current() {
        return current;
    }

    /** Changes the database, then the secret. */
    void rotate(LocalKms kms, String secretName) throws SQLException {
        count++;
        StoredLogin next = new StoredLogin("v" + count, "app_" + count % accounts, "p" + count);
        postgres.execute("ALTER ROLE " + next.account() + " PASSWORD '" + next.password() + "'");
        kms.putSecretValue(secretName, next.json());
        current = next;
    }

    /** Ends the sessions that are older than so many milliseconds. */
    void endSessionsOlderThan(long millis) throws SQLException {
        postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'app\\_%'"
                + " AND backend_start < now() - interval '" + millis + " ms'");
    }
}
