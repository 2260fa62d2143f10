package io.opensesame.secrets;

import java.util.List;

/**
 * What kind of secret it is, which decides who rotates it and how its value looks. A type that is younger than this
 * library is a value like any other.
 *
 * @see "KMS API reference: CreateSecret"
 */
public final class SecretType {
    /** Anything; its user puts new versions. */
    public static final SecretType GENERIC = new SecretType("Generic");

    /** A database account in ApsaraDB RDS. */
    public static final SecretType RDS = new SecretType("Rds");

    /** A pair of accounts in ApsaraDB for Redis. */
    public static final SecretType REDIS = new SecretType("Redis");

    /** A pair of accounts in PolarDB. */
    public static final SecretType POLAR_DB = new SecretType("PolarDB");

    /** An AccessKey of a RAM user. */
    public static final SecretType RAM_CREDENTIALS = new SecretType("RAMCredentials");

    /** A login of an ECS instance. */
    public static final SecretType ECS = new SecretType("ECS");

    private static final List<SecretType> KNOWN = List.of(GENERIC, RDS, REDIS, POLAR_DB, RAM_CREDENTIALS, ECS);

    private final String name;

    private SecretType(String name) {
        this.name = name;
    }

    /**
     * Returns the type of that name; a known name is recognized in any case, as the official clients do.
     *
     * @param name the name, such as {@code Generic}
     * @return the type
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static SecretType of(String name) {
        return KNOWN.stream()
                .filter(known -> known.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseGet(() -> new SecretType(Words.checked("a secret type", name)));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretType that && that.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
