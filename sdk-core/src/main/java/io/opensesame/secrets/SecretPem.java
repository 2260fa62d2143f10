package io.opensesame.secrets;

import io.opensesame.pem.PemBundle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a plaintext as certificates and keys. What it throws names the place of a problem, and has no cause. */
final class SecretPem {
    private SecretPem() {}

    static PemBundle read(SecretValue value, Optional<char[]> passphrase) {
        byte[] bytes = value.exposeBytes();
        try {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return described(value, "", () -> parse(text, passphrase));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    static PemBundle read(
            SecretValue value, String certificateField, String privateKeyField, Optional<char[]> passphrase) {
        Map<String, String> fields = value.exposeFields();
        PemBundle certificates = part(value, fields, certificateField, Optional.empty());
        PemBundle key = part(value, fields, privateKeyField, passphrase);
        if (key.exposePrivateKey().isEmpty()) {
            throw SecretJson.misfit(value, "has no private key in its field '" + privateKeyField + "'");
        }
        return described(
                value,
                " in its field '" + certificateField + "'",
                () -> PemBundle.of(
                        certificates.certificates(), key.exposePrivateKey().orElseThrow()));
    }

    static KeyStore keyStore(SecretValue value, char[] password) {
        byte[] bytes = value.exposeBytes();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password);
            return store;
        } catch (IOException e) {
            throw SecretJson.misfit(
                    value,
                    e.getCause() instanceof UnrecoverableKeyException
                            ? "is a key store that the password does not open, or that is damaged"
                            : "is no PKCS #12 key store");
        } catch (GeneralSecurityException e) {
            throw SecretJson.misfit(value, "is a key store in a form that the JDK does not know");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static PemBundle part(
            SecretValue value, Map<String, String> fields, String field, Optional<char[]> passphrase) {
        String text = fields.get(field);
        if (text == null) {
            throw SecretJson.misfit(value, "has no field '" + field + "'");
        }
        return described(value, " in its field '" + field + "'", () -> parse(text, passphrase));
    }

    private static PemBundle parse(String text, Optional<char[]> passphrase) {
        return passphrase.isPresent() ? PemBundle.parse(text, passphrase.get()) : PemBundle.parse(text);
    }

    private static PemBundle described(SecretValue value, String where, Supplier<PemBundle> parsing) {
        try {
            return parsing.get();
        } catch (IllegalArgumentException e) {
            throw SecretJson.misfit(value, "holds no PEM bundle" + where + ": " + e.getMessage());
        }
    }
}
