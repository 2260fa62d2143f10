package io.opensesame.localkms.engine.key;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is remembered of a key whose material is imported, beside the material itself. */
final class ExternalMaterial {
    private static final int MAX_TOKENS = 100;

    private final Map<String, ImportParameters> tokens = new LinkedHashMap<>();
    private byte @Nullable [] fingerprint;
    private @Nullable Instant expiry;

    /** Keeps what an import token stands for; of very many tokens the oldest is forgotten. */
    void accept(String token, ImportParameters parameters) {
        if (tokens.size() == MAX_TOKENS) {
            tokens.remove(tokens.keySet().iterator().next());
        }
        tokens.put(token, parameters);
    }

    Optional<ImportParameters> of(String token) {
        return Optional.ofNullable(tokens.get(token));
    }

    /** Returns whether this may be the key's material: any at first, and later only the same again. */
    boolean admits(byte[] material) {
        return fingerprint == null || MessageDigest.isEqual(fingerprint, sha256(material));
    }

    void remember(byte[] material) {
        fingerprint = sha256(material);
    }

    Optional<Instant> expiry() {
        return Optional.ofNullable(expiry);
    }

    void expireAt(Optional<Instant> time) {
        expiry = time.orElse(null);
    }

    private static byte[] sha256(byte[] material) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(material);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256, this one does not", e);
        }
    }
}
