package io.opensesame.benchmarks.scenario;

import io.opensesame.localkms.LocalKms;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** Rotates a login of a database, with one account or with two that take turns. */
final class Rotation {
    private final BenchmarkPostgres postgres;
    private final int accounts;
    private final long graceMillis;
    private volatile StoredLogin current = new StoredLogin("v0", "app_0", "p0");
    private int count;

    /**
     * Begins with the password {@code p0} of the account {@code app_0}.
     *
     * @param accounts 1 or 2
     * @param graceMillis how long sessions may live on that are older than a rotation
     */
    Rotation(BenchmarkPostgres postgres, int accounts, long graceMillis) {
        this.postgres = postgres;
        this.accounts = accounts;
        this.graceMillis = graceMillis;
    }

    StoredLogin current() {
        return current;
    }

    long graceMillis() {
        return graceMillis;
    }

    /** Changes the database, then the secret, and ends old sessions when the grace is over, which it waits for. */
    void rotate(LocalKms kms, String secretName) throws SQLException, InterruptedException {
        count++;
        StoredLogin next = new StoredLogin("v" + count, "app_" + count % accounts, "p" + count);
        postgres.execute("ALTER ROLE " + next.account() + " PASSWORD '" + next.password() + "'");
        kms.putSecretValue(secretName, next.json());
        current = next;
        TimeUnit.MILLISECONDS.sleep(graceMillis);
        postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'app\\_%'"
                + " AND backend_start < now() - interval '" + graceMillis + " ms'");
    }
}
