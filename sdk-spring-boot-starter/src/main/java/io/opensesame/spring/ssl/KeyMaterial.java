package io.opensesame.spring.ssl;

import io.opensesame.error.SecretFormatException;
import io.opensesame.pem.PemBundle;
import io.opensesame.secrets.SecretValue;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A private key with its certificates, as one version of a secret gives it. */
final class KeyMaterial {
    private final KeyStore store;
    private final String password;

    private KeyMaterial(KeyStore store, String password) {
        this.store = store;
        this.password = password;
    }

    /**
     * Reads PEM text, or a PKCS #12 file if the value is binary.
     *
     * @throws UnusableSecretException if there is no key with its own certificate, or the password does not fit
     */
    static KeyMaterial of(SecretValue value, @Nullable String password) {
        try {
            return value.binary() ? pkcs12(value, password) : pem(value, password);
        } catch (SecretFormatException e) {
            throw new UnusableSecretException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The certificates of PEM text, as those to trust. */
    static KeyStore trusted(SecretValue value) {
        try {
            PemBundle bundle = value.exposePem();
            if (bundle.certificates().isEmpty()) {
                throw new UnusableSecretException("Secret '" + value.name() + "' holds no certificate to trust.", null);
            }
            return bundle.trustStore();
        } catch (SecretFormatException e) {
            throw new UnusableSecretException(String.valueOf(e.getMessage()), e);
        }
    }

    private static KeyMaterial pem(SecretValue value, @Nullable String password) {
        PemBundle bundle = password == null ? value.exposePem() : value.exposePem(password.toCharArray());
        if (bundle.exposePrivateKey().isEmpty()) {
            throw new UnusableSecretException(
                    "Secret '" + value.name() + "' holds no private key, only certificates.", null);
        }
        if (bundle.chain().isEmpty()) {
            throw new UnusableSecretException(
                    "Secret '" + value.name() + "' holds no certificate, only a private key.", null);
        }
        String inMemory = UUID.randomUUID().toString();
        return new KeyMaterial(bundle.exposeKeyStore(inMemory.toCharArray()), inMemory);
    }

    private static KeyMaterial pkcs12(SecretValue value, @Nullable String password) {
        if (password == null) {
            throw new UnusableSecretException(
                    "Secret '" + value.name() + "' is binary, a PKCS #12 file then, which needs a password.", null);
        }
        KeyStore store = value.exposeKeyStore(password.toCharArray());
        try {
            boolean found = false;
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)
                        && store.getKey(alias, password.toCharArray()) instanceof PrivateKey privateKey) {
                    checkPair(value, privateKey, store.getCertificateChain(alias));
                    found = true;
                }
            }
            if (!found) {
                throw new UnusableSecretException("Secret '" + value.name() + "' holds no private key.", null);
            }
            return new KeyMaterial(store, password);
        } catch (GeneralSecurityException e) {
            throw new UnusableSecretException(
                    "The private key of secret '" + value.name() + "' cannot be read with the password.", e);
        }
    }

    /** A key store takes any certificate beside a key, and each handshake with it would fail. */
    private static void checkPair(SecretValue value, PrivateKey privateKey, Certificate @Nullable [] chain) {
        if (chain == null || !(chain[0] instanceof X509Certificate leaf)) {
            throw new UnusableSecretException(
                    "Secret '" + value.name() + "' holds a private key without its certificate.", null);
        }
        try {
            PemBundle.of(List.of(leaf), privateKey);
        } catch (IllegalArgumentException e) {
            throw new UnusableSecretException(
                    "The private key of secret '" + value.name() + "' does not belong to its certificate.", e);
        }
    }

    KeyStore exposeStore() {
        return store;
    }

    String exposePassword() {
        return password;
    }

    @Override
    public String toString() {
        return "KeyMaterial[<redacted>]";
    }
}
