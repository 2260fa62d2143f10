package io.opensesame.jdbc;

import io.opensesame.secrets.SecretMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The login that one version of a secret holds, with what the secret tells of the database. Immutable; {@code toString}
 * leaves the password and the values of the driver properties out.
 */
public final class DatabaseLogin {
    private final String username;
    private final String password;
    private final Map<String, String> place;
    private final Map<String, String> driverProperties;

    private DatabaseLogin(Builder builder) {
        this.username = builder.username;
        this.password = builder.password;
        this.place = Collections.unmodifiableMap(new LinkedHashMap<>(builder.place));
        this.driverProperties = Collections.unmodifiableMap(new LinkedHashMap<>(builder.driverProperties));
    }

    /**
     * Returns a login that tells nothing of the database.
     *
     * @param username the account's name
     * @param password its password
     * @return the login
     * @throws IllegalArgumentException if either is empty
     */
    public static DatabaseLogin of(String username, String password) {
        return builder(username, password).build();
    }

    /**
     * Returns a builder.
     *
     * @param username the account's name
     * @param password its password
     * @return the builder
     * @throws IllegalArgumentException if either is empty
     */
    public static Builder builder(String username, String password) {
        return new Builder(username, password);
    }

    /**
     * Returns what reads a login from a secret's value, a JSON object with
     *
     * <ul>
     *   <li>the account in {@code AccountName}, {@code username}, {@code user} or {@code UserName}, and
     *   <li>its password in {@code AccountPassword}, {@code password} or {@code Password};
     *   <li>where it says so, the database in {@code host}, {@code Endpoint} or {@code endpoint}; {@code port} or
     *       {@code Port}; {@code dbname}, {@code database} or {@code DBName}; and
     *   <li>driver properties as the members of an object {@code properties}.
     * </ul>
     *
     * <p>Other members are ignored.
     *
     * @return the mapper
     * @see "KMS API reference: CreateSecret, SecretData of Rds, Redis and PolarDB secrets"
     */
    public static SecretMapper<DatabaseLogin> mapper() {
        return DatabaseLoginMapper.INSTANCE;
    }

    /** {@return the account's name} */
    public String username() {
        return username;
    }

    /** {@return the password, in the clear} */
    public String exposePassword() {
        return password;
    }

    /** {@return the database's host, if the secret tells it} */
    public Optional<String> host() {
        return Optional.ofNullable(place.get("host"));
    }

    /** {@return the database's port, if the secret tells it} */
    public Optional<String> port() {
        return Optional.ofNullable(place.get("port"));
    }

    /** {@return the database's name, if the secret tells it} */
    public Optional<String> database() {
        return Optional.ofNullable(place.get("database"));
    }

    /** {@return properties for the driver, which may hold further secrets; unmodifiable} */
    public Map<String, String> exposeDriverProperties() {
        return driverProperties;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DatabaseLogin that
                && username.equals(that.username)
                && place.equals(that.place)
                && driverProperties.equals(that.driverProperties)
                && MessageDigest.isEqual(
                        password.getBytes(StandardCharsets.UTF_8), that.password.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return Objects.hash(username, place);
    }

    /** {@return the account's name, the place of the database and the names of the driver properties} */
    @Override
    public String toString() {
        return "DatabaseLogin[username=" + username + ", place=" + place + ", driverProperties="
                + driverProperties.keySet() + ", password=<redacted>]";
    }

    /** Builds a {@link DatabaseLogin}. Not thread-safe. */
    public static final class Builder {
        private final String username;
        private final String password;
        private final Map<String, String> place = new LinkedHashMap<>();
        private final Map<String, String> driverProperties = new LinkedHashMap<>();

        private Builder(String username, String password) {
            if (username.isEmpty() || password.isEmpty()) {
                throw new IllegalArgumentException(
                        "a login needs " + (username.isEmpty() ? "an account name" : "a password"));
            }
            this.username = username;
            this.password = password;
        }

        /**
         * Tells the database's host.
         *
         * @param host a host name or an address
         * @return this builder
         * @throws IllegalArgumentException if it holds anything but letters, digits and {@code . _ : - [ ]}
         */
        public Builder host(String host) {
            return place("host", host, "[A-Za-z0-9._:\\[\\]-]+", "letters, digits and . _ : - [ ]");
        }

        /**
         * Tells the database's port.
         *
         * @param port the port
         * @return this builder
         * @throws IllegalArgumentException if it is no number of up to five digits
         */
        public Builder port(String port) {
            return place("port", port, "[0-9]{1,5}", "a number of up to five digits");
        }

        /**
         * Tells the database's name.
         *
         * @param database the name
         * @return this builder
         * @throws IllegalArgumentException if it holds anything but letters, digits and {@code _ $ . -}
         */
        public Builder database(String database) {
            return place("database", database, "[\\p{L}\\p{N}_$.-]+", "letters, digits and _ $ . -");
        }

        /** What becomes a part of a URL must not be able to add parameters to it. */
        private Builder place(String what, String value, String pattern, String rule) {
            if (!value.matches(pattern)) {
                throw new IllegalArgumentException("the " + what + " of a database must be of " + rule);
            }
            place.put(what, value);
            return this;
        }

        /**
         * Adds a property for the driver.
         *
         * @param name the property's name
         * @param value its value
         * @return this builder
         */
        public Builder driverProperty(String name, String value) {
            driverProperties.put(name, value);
            return this;
        }

        /** {@return the login} */
        public DatabaseLogin build() {
            return new DatabaseLogin(this);
        }
    }
}
