package io.opensesame.jdbc.rotator;

import io.opensesame.kms.KmsClient;
import io.opensesame.kms.secret.SecretName;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Rotates the login of a database that KMS does not rotate itself: the one in a Generic secret.
 *
 * <p>A rotation puts the new login as a version that bears a pending stage alone, sets it in the database, logs in with
 * it, and only then makes it current. It keeps no state but those stages: whenever it is cut short, the next rotation
 * goes on from there. Rotators that meet wait for each other by a lock in the database.
 *
 * <p>An application whose {@code CacheOptions.pendingStage} is the rotator's can log in at every moment of it.
 *
 * <p>Immutable and thread-safe; it holds no connection between rotations.
 */
public final class DatabaseLoginRotator {
    /** The stage that new versions bear until they are current, if no other is asked for: {@code pending}. */
    public static final VersionStage DEFAULT_PENDING_STAGE = VersionStage.of("pending");

    private static final Duration MAX_LOCK_WAIT = Duration.ofHours(1);

    private final Options options;

    private DatabaseLoginRotator(Options options) {
        this.options = options;
    }

    /**
     * Returns a builder.
     *
     * @param kms what reads and writes the secret; it must stay open as long as the rotator is used
     * @param secretName the name or ARN of the secret that holds the login
     * @return the builder
     * @throws IllegalArgumentException if it is no name of a secret
     */
    public static Builder builder(KmsClient kms, String secretName) {
        return new Builder(kms, secretName);
    }

    /**
     * Rotates the login now, or finishes the rotation that was begun and cut short. It waits for the database and for
     * KMS, and up to {@link Builder#lockWait} for another rotator; if that one rotates meanwhile, nothing is left to
     * do.
     *
     * @return what was done
     * @throws LoginRotationException if it could not be done, or not to its end; the next call goes on from there
     */
    public LoginRotation rotate() {
        return LoginRotationRun.of(options);
    }

    /**
     * Tells what {@link #rotate()} would do now, and checks what can be checked without changing anything: that the
     * secret can be read and holds a login, that the session for the change can be opened, and that its database is
     * known. Logging in is part of it.
     *
     * @return what would be done, and what would make it fail
     */
    public LoginRotationPlan plan() {
        return new LoginRotationCheck(options).plan();
    }

    /** {@return the secret, the URL without its parameters and the strategy; nothing secret} */
    @Override
    public String toString() {
        return "DatabaseLoginRotator[secretName=" + options.secretName() + ", url=" + options.logins() + ", strategy="
                + options.strategy() + "]";
    }

    /** What a rotation is made of. */
    record Options(
            KmsClient kms,
            String secretName,
            LoginTest logins,
            DatabaseSessions sessions,
            RotationStrategy strategy,
            VersionStage pendingStage,
            PasswordSource passwords,
            Duration lockWait) {}

    /** Collects what a {@link DatabaseLoginRotator} is made of; each method returns this builder. Not thread-safe. */
    public static final class Builder {
        private final KmsClient kms;
        private final String secretName;
        private @Nullable String url;
        private final Properties driverProperties = new Properties();
        private @Nullable DataSource administrator;
        private RotationStrategy strategy = RotationStrategy.oneAccount();
        private VersionStage pendingStage = DEFAULT_PENDING_STAGE;
        private PasswordSource passwords;
        private Duration lockWait = Duration.ofMinutes(1);
        private final List<DatabaseEngine> engines = new ArrayList<>();

        private Builder(KmsClient kms, String secretName) {
            this.kms = Objects.requireNonNull(kms, "kms");
            this.secretName = SecretName.of(secretName).text();
            this.passwords = PasswordSource.ofKms(kms, PasswordPolicy.ofDefaults());
        }

        /**
         * Sets where logins are tested: the URL that applications use. {@code {host}}, {@code {port}} and
         * {@code {database}} in it are replaced by what the secret says.
         *
         * @param url such as {@code jdbc:postgresql://db:5432/orders}, for a driver that is registered
         * @return this builder
         */
        public Builder url(String url) {
            this.url = Objects.requireNonNull(url, "url");
            return this;
        }

        /**
         * Adds a property for the driver at {@link #url}, such as one for TLS or a timeout. One of the same name in the
         * secret wins.
         *
         * @param name the property's name
         * @param value its value
         * @return this builder
         */
        public Builder driverProperty(String name, String value) {
            driverProperties.setProperty(name, value);
            return this;
        }

        /**
         * Sets who changes accounts. Without an administrator the account changes its own password, which two accounts
         * cannot do for each other.
         *
         * @param administrator connections of an account that may set passwords, and make accounts if there are to be
         *     two, in the same database as {@link #url}; not through a proxy that shares sessions between clients
         * @return this builder
         */
        public Builder administrator(DataSource administrator) {
            this.administrator = Objects.requireNonNull(administrator, "administrator");
            return this;
        }

        /**
         * Sets whose password is changed; {@link RotationStrategy#oneAccount()} by default.
         *
         * @param strategy the strategy; all rotators of a secret must have the same
         * @return this builder
         */
        public Builder strategy(RotationStrategy strategy) {
            this.strategy = Objects.requireNonNull(strategy, "strategy");
            return this;
        }

        /**
         * Sets the stage that a new version bears until it is current; {@link #DEFAULT_PENDING_STAGE} by default.
         *
         * @param stage a custom stage that nothing else uses; all rotators of a secret must have the same
         * @return this builder
         * @throws IllegalArgumentException if it is a stage of KMS's own
         */
        public Builder pendingStage(VersionStage stage) {
            if (stage.isBuiltIn()) {
                throw new IllegalArgumentException(
                        "the pending stage must be a custom one, but KMS moves " + stage + " itself");
            }
            this.pendingStage = stage;
            return this;
        }

        /**
         * Sets what makes new passwords; by default KMS does, by {@link PasswordPolicy#ofDefaults()}.
         *
         * @param passwords such as {@code PasswordSource.local(policy)}
         * @return this builder
         */
        public Builder passwords(PasswordSource passwords) {
            this.passwords = Objects.requireNonNull(passwords, "passwords");
            return this;
        }

        /**
         * Sets how long to wait while another rotator is at work; 1 minute by default.
         *
         * @param wait zero to an hour
         * @return this builder
         * @throws IllegalArgumentException if it is outside of that
         */
        public Builder lockWait(Duration wait) {
            if (wait.isNegative() || wait.compareTo(MAX_LOCK_WAIT) > 0) {
                throw new IllegalArgumentException("the wait for the lock must be zero to an hour: " + wait);
            }
            this.lockWait = wait;
            return this;
        }

        /**
         * Adds what knows a kind of database, asked before those that are found as services and the built-in ones.
         *
         * @param engine the engine
         * @return this builder
         */
        public Builder engine(DatabaseEngine engine) {
            engines.add(Objects.requireNonNull(engine, "engine"));
            return this;
        }

        /**
         * Builds the rotator. Nothing is connected to yet.
         *
         * @return the rotator
         * @throws IllegalArgumentException if the URL is missing, or the administrator that two accounts need
         */
        public DatabaseLoginRotator build() {
            if (url == null) {
                throw new IllegalArgumentException("a rotator needs the URL at which it tests logins: call url(...)");
            }
            if (strategy.alternates() && administrator == null) {
                throw new IllegalArgumentException(strategy + " need an administrator: call administrator(...)");
            }
            LoginTest logins = new LoginTest(url, driverProperties);
            return new DatabaseLoginRotator(new Options(
                    kms,
                    secretName,
                    logins,
                    new DatabaseSessions(administrator, logins, DatabaseEngines.with(engines)),
                    strategy,
                    pendingStage,
                    passwords,
                    lockWait));
        }
    }
}
