package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.crypto.SymmetricCipher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Encrypt and its kin return, and Decrypt takes. Its callers need not know the layout, which the service does not
 * document; it is inferred.
 *
 * <pre>
 *   offset  length  content
 *        0      36  the key version's id, a UUID in ASCII
 *       36      12  initialization vector
 *       48       n  the Base64 text of the plaintext, encrypted in Galois/Counter Mode
 *   48 + n      16  tag
 * </pre>
 */
final class CiphertextBlob {
    private static final int VERSION_ID_BYTES = 36;
    private static final int HEADER_BYTES = VERSION_ID_BYTES + SymmetricCipher.IV_BYTES;
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final String versionId;
    private final byte[] iv;
    private final byte[] sealed;

    /** Creates a blob of what was encrypted, with its tag at the end. */
    CiphertextBlob(String versionId, byte[] iv, byte[] sealed) {
        this.versionId = versionId;
        this.iv = iv;
        this.sealed = sealed;
    }

    /** Returns the blob in these bytes, or empty if they cannot be one. */
    static Optional<CiphertextBlob> parse(byte[] bytes) {
        if (bytes.length < HEADER_BYTES + SymmetricCipher.TAG_BYTES) {
            return Optional.empty();
        }
        String versionId = new String(bytes, 0, VERSION_ID_BYTES, StandardCharsets.ISO_8859_1);
        return UUID.matcher(versionId).matches()
                ? Optional.of(new CiphertextBlob(
                        versionId,
                        Arrays.copyOfRange(bytes, VERSION_ID_BYTES, HEADER_BYTES),
                        Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length)))
                : Optional.empty();
    }

    /** Returns the id of the key version that decrypts it. */
    String versionId() {
        return versionId;
    }

    byte[] iv() {
        return iv;
    }

    byte[] sealed() {
        return sealed;
    }

    String base64() {
        byte[] bytes = ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                .put(versionId.getBytes(StandardCharsets.US_ASCII))
                .put(iv)
                .put(sealed)
                .array();
        return Base64.getEncoder().encodeToString(bytes);
    }
}
