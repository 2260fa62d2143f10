package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.crypto.KeySpec;
import io.opensesame.localkms.engine.crypto.SymmetricCipher;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A version of a symmetric key: its material, unless that has yet to be imported. */
final class SymmetricVersion implements KeyVersion {
    private final String id;
    private final Instant createdAt;
    private final KeySpec spec;
    private final byte @Nullable [] material;

    private SymmetricVersion(String id, Instant createdAt, KeySpec spec, byte @Nullable [] material) {
        this.id = id;
        this.createdAt = createdAt;
        this.spec = spec;
        this.material = material;
    }

    static SymmetricVersion generate(String id, Instant createdAt, KeySpec spec, SecureRandom random) {
        byte[] material = new byte[spec.materialBytes()];
        random.nextBytes(material);
        return new SymmetricVersion(id, createdAt, spec, material);
    }

    static SymmetricVersion withoutMaterial(String id, Instant createdAt, KeySpec spec) {
        return new SymmetricVersion(id, createdAt, spec, null);
    }

    /** Returns this version with other material, or with none. */
    SymmetricVersion with(byte @Nullable [] newMaterial) {
        return new SymmetricVersion(id, createdAt, spec, newMaterial == null ? null : newMaterial.clone());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    boolean hasMaterial() {
        return material != null;
    }

    /** Encrypts, as the service does, the Base64 text of the plaintext rather than its bytes. */
    CiphertextBlob encrypt(byte[] plaintext, EncryptionContext context, SecureRandom random) {
        byte[] iv = new byte[SymmetricCipher.IV_BYTES];
        random.nextBytes(iv);
        byte[] text = Base64.getEncoder().encode(plaintext);
        byte[] sealed = SymmetricCipher.encrypt(spec, material(), iv, context.associatedData(), text);
        return new CiphertextBlob(id, iv, sealed);
    }

    /** Decrypts to the Base64 text of the plaintext; empty if blob and context do not belong together. */
    Optional<String> decrypt(CiphertextBlob blob, EncryptionContext context) {
        return SymmetricCipher.decrypt(spec, material(), blob.iv(), context.associatedData(), blob.sealed())
                .map(text -> new String(text, StandardCharsets.US_ASCII));
    }

    private byte[] material() {
        if (material == null) {
            throw new IllegalStateException("the version " + id + " has no material; its key is not Enabled");
        }
        return material;
    }
}
