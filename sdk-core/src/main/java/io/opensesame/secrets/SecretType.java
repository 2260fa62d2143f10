package io.opensesame.secrets;

import org.jspecify.annotations.Nullable;

/**
 * What kind of secret it is, and so who rotates it. A type that this library does not know yet is kept as it came.
 *
 * @see "KMS API reference: CreateSecret"
 */
public final class SecretType {
    /** Any value, rotated by its owner: {@code Generic}. */
    public static final SecretType GENERIC = new SecretType("Generic");

    /** The login of an ApsaraDB RDS instance: {@code Rds}. */
    public static final SecretType RDS = new SecretType("Rds");

    /** The login of a Tair or Redis instance: {@code Redis}. */
    public static final SecretType REDIS = new SecretType("Redis");

    /** The login of a PolarDB cluster: {@code PolarDB}. */
    public static final SecretType POLARDB = new SecretType("PolarDB");

    /** The AccessKey of a RAM user: {@code RAMCredentials}. */
    public static final SecretType RAM_CREDENTIALS = new SecretType("RAMCredentials");

    /** The password or SSH key of an ECS instance: {@code ECS}. */
    public static final SecretType ECS = new SecretType("ECS");

    private final String wireName;

    private SecretType(String wireName) {
        this.wireName = wireName;
    }

    /**
     * Returns the type of that name; names are compared as they stand.
     *
     * @param wireName the service's name, such as {@code Generic}
     * @return the type
     * @throws IllegalArgumentException if the name is empty
     */
    public static SecretType of(String wireName) {
        if (wireName.isEmpty()) {
            throw new IllegalArgumentException("a secret type has a name, such as Generic");
        }
        return new SecretType(wireName);
    }

    /** {@return the service's name of the type} */
    public String wireName() {
        return wireName;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof SecretType that && wireName.equals(that.wireName));
    }

    @Override
    public int hashCode() {
        return wireName.hashCode();
    }

    /** {@return the service's name of the type} */
    @Override
    public String toString() {
        return wireName;
    }
}
