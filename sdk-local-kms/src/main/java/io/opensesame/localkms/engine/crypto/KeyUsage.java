package io.opensesame.localkms.engine.crypto;

import java.util.Arrays;
import java.util.Optional;

/** What a key is for; a key has exactly one usage. */
public enum KeyUsage {
    /** Encrypting and decrypting. */
    ENCRYPT_DECRYPT("ENCRYPT/DECRYPT"),
    /** Signing and verifying. */
    SIGN_VERIFY("SIGN/VERIFY");

    private final String wireName;

    KeyUsage(String wireName) {
        this.wireName = wireName;
    }

    /** Returns the usage of that name, if there is one. */
    public static Optional<KeyUsage> of(String wireName) {
        return Arrays.stream(values())
                .filter(usage -> usage.wireName.equals(wireName))
                .findFirst();
    }

    /** Returns the service's name of the usage, such as {@code SIGN/VERIFY}. */
    public String wireName() {
        return wireName;
    }
}
