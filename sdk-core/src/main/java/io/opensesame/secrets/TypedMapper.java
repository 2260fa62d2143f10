package io.opensesame.secrets;

import io.opensesame.pem.PemBundle;
import java.security.KeyStore;

/** What a live handle makes of a secret when it is asked for by type alone. */
final class TypedMapper {
    private TypedMapper() {}

    /**
     * Returns the mapper to a type, or refuses it before anything is read.
     *
     * @throws IllegalArgumentException if the type must not be shared, or needs more than the secret
     */
    static <T> SecretMapper<T> to(Class<T> type) {
        if (type == byte[].class) {
            throw new IllegalArgumentException(
                    "a handle cannot give byte[]: all its readers would share one array, which"
                            + " each could change or wipe; ask for SecretValue.class and call value().exposeBytes(), which"
                            + " gives each a copy");
        }
        if (type == KeyStore.class) {
            throw new IllegalArgumentException("a KeyStore needs a password: map with value ->"
                    + " value.exposeKeyStore(password) if the secret is PKCS #12, with value ->"
                    + " value.exposePem().exposeKeyStore(password) if it is PEM");
        }
        if (type == SecretValue.class) {
            return type::cast;
        }
        if (type == PemBundle.class) {
            return value -> type.cast(value.exposePem());
        }
        return value -> value.exposeJson(type);
    }
}
