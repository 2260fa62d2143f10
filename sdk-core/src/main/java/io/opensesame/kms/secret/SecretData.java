package io.opensesame.kms.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * The plaintext of one version of a secret, as text or as bytes. Immutable; never prints its content.
 *
 * <p>KMS stores text, and no page of its reference says how {@code binary} values are encoded: the official client
 * hands the text through. OpenSesame writes bytes as Base64 (RFC 4648, padded, on one line) with the data type
 * {@code binary}, and {@link #exposeBytes()} reads such text back. Binary text that is not Base64 of exactly that form,
 * as another client may have put it, is read as its UTF-8 bytes. Text that another client put as {@code binary} and
 * that happens to be Base64 reads as the bytes it stands for; {@link #exposeText()} gives what KMS stores in any case,
 * so nothing is ever lost.
 *
 * @see "KMS API reference: PutSecretValue"
 */
public final class SecretData {
    /** The most bytes that KMS stores, counted in UTF-8 and, for binary values, in Base64: {@value}. */
    public static final int MAX_SIZE_BYTES = 30_720;

    private final String content;
    private final SecretDataType dataType;

    private SecretData(String content, SecretDataType dataType) {
        this.content = content;
        this.dataType = dataType;
    }

    /**
     * Returns text to be stored as it is.
     *
     * @param text the text, 1 to {@value #MAX_SIZE_BYTES} bytes in UTF-8
     * @return the data
     * @throws IllegalArgumentException if it is empty, too long, or has an unpaired surrogate
     */
    public static SecretData text(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("secret text must be valid Unicode; this one has an unpaired surrogate."
                    + " Put bytes as binary data");
        }
        return new SecretData(checkSize("", text), SecretDataType.TEXT);
    }

    /**
     * Returns bytes to be stored as Base64.
     *
     * @param bytes the bytes, 1 to 23,040; copied, so the caller may wipe them
     * @return the data
     * @throws IllegalArgumentException if there are none, or too many
     */
    public static SecretData binary(byte[] bytes) {
        return new SecretData(
                checkSize(" in Base64", Base64.getEncoder().encodeToString(bytes)), SecretDataType.BINARY);
    }

    /**
     * Returns what KMS answered, unchecked: an answer may hold what a request may not.
     *
     * @param content the stored text
     * @param dataType how it was put
     * @return the data
     */
    public static SecretData stored(String content, SecretDataType dataType) {
        return new SecretData(content, dataType);
    }

    private static String checkSize(String encoding, String content) {
        int sizeBytes = content.getBytes(StandardCharsets.UTF_8).length;
        if (sizeBytes < 1 || sizeBytes > MAX_SIZE_BYTES) {
            throw new IllegalArgumentException(
                    "secret data has 1 to " + MAX_SIZE_BYTES + " bytes" + encoding + "; got " + sizeBytes);
        }
        return content;
    }

    /** {@return whether it was put as text or as bytes} */
    public SecretDataType dataType() {
        return dataType;
    }

    /** {@return the text that KMS stores: Base64, if the bytes were put by this library} */
    public String exposeText() {
        return content;
    }

    /**
     * Returns the bytes: those that were put for binary data, the UTF-8 bytes of the text for any other.
     *
     * @return a copy, which the caller may wipe
     */
    public byte[] exposeBytes() {
        byte[] utf8 = content.getBytes(StandardCharsets.UTF_8);
        return decoded(utf8).orElse(utf8);
    }

    /** {@return whether these are bytes in the form that this library puts: binary data, in Base64} */
    public boolean holdsBytes() {
        return decoded(content.getBytes(StandardCharsets.UTF_8)).isPresent();
    }

    private Optional<byte[]> decoded(byte[] utf8) {
        if (!dataType.equals(SecretDataType.BINARY)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(utf8);
            // The decoder is lenient about padding; only text that we would write ourselves is taken for Base64.
            boolean canonical = MessageDigest.isEqual(Base64.getEncoder().encode(decoded), utf8);
            return canonical ? Optional.of(decoded) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Compares in a time that does not depend on where the contents differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecretData that
                && that.dataType.equals(dataType)
                && MessageDigest.isEqual(
                        that.content.getBytes(StandardCharsets.UTF_8), content.getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves the content out, so that a hash tells nothing of it. */
    @Override
    public int hashCode() {
        return dataType.hashCode();
    }

    @Override
    public String toString() {
        return "SecretData[dataType=" + dataType + ", content=<redacted>]";
    }
}
