package io.opensesame.internal.envelope.message;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.MessageContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A data key in clear, ready to derive the keys of messages. Thread-safe.
 *
 * <p>Uses and {@link #close()} may race: whoever derives gets either whole keys or {@link IllegalStateException}.
 */
public final class DataKey implements AutoCloseable {
    /** The length of a data key in every suite: {@value} bytes. */
    public static final int LENGTH_BYTES = 32;

    private static final byte[] SALT = "OpenSesame envelope 1".getBytes(StandardCharsets.UTF_8);
    private static final byte[] HEADER_LABEL = "header key".getBytes(StandardCharsets.UTF_8);
    private static final int HEADER_KEY_BYTES = 32;

    private final SuiteSpec spec;
    private final CipherPool ciphers;

    private final Object mutex = new Object();
    private final byte[] raw;
    private final HmacKey extracted;
    private final HmacKey headerKey;
    private boolean closed;

    /** Most messages under a data key have the context of the one before. */
    private volatile @Nullable EncodedContext latestContext;

    private DataKey(SuiteSpec spec, byte[] raw, CipherPool ciphers) {
        this.spec = spec;
        this.ciphers = ciphers;
        this.raw = raw;
        this.extracted = Hkdf.extract(spec.derivationHash(), salt(spec), raw);
        byte[] forHeaders = Hkdf.expand(spec.derivationHash(), extracted.copy(), HEADER_LABEL, HEADER_KEY_BYTES);
        this.headerKey = new HmacKey(spec.headerHash(), forHeaders);
        Arrays.fill(forHeaders, (byte) 0);
    }

    /**
     * Creates a data key.
     *
     * @param suite the algorithms that it serves, which its derived keys depend on
     * @param raw its {@value #LENGTH_BYTES} bytes; copied
     * @param ciphers where the ciphers of its messages come from
     * @return the data key
     * @throws IllegalArgumentException if it has another length
     */
    public static DataKey of(AlgorithmSuite suite, byte[] raw, CipherPool ciphers) {
        if (raw.length != LENGTH_BYTES) {
            throw new IllegalArgumentException("a data key has " + LENGTH_BYTES + " bytes: " + raw.length);
        }
        return new DataKey(SuiteSpec.of(suite), raw.clone(), ciphers);
    }

    private static byte[] salt(SuiteSpec spec) {
        int id = spec.suite().id();
        byte[] salt = Arrays.copyOf(SALT, SALT.length + 2);
        salt[SALT.length] = (byte) (id >>> 8);
        salt[SALT.length + 1] = (byte) id;
        return salt;
    }

    /** {@return the algorithms that it serves} */
    public AlgorithmSuite suite() {
        return spec.suite();
    }

    /**
     * Returns the key's bytes, to be encrypted under further customer master keys.
     *
     * @return a copy, which the caller wipes
     * @throws IllegalStateException if the key is closed
     */
    public byte[] exposeRaw() {
        synchronized (mutex) {
            requireOpen();
            return raw.clone();
        }
    }

    SuiteSpec spec() {
        return spec;
    }

    CipherPool ciphers() {
        return ciphers;
    }

    /** The context as it stands in a header, with its hash. */
    EncodedContext encode(MessageContext context) {
        EncodedContext latest = latestContext;
        if (latest != null && latest.isOf(context)) {
            return latest;
        }
        EncodedContext encoded = EncodedContext.of(context, spec.headerHash());
        latestContext = encoded;
        return encoded;
    }

    /** The hash of a context that stands in a header. */
    byte[] contextHash(byte[] header, int from, int to) {
        EncodedContext latest = latestContext;
        if (latest != null && latest.isIn(header, from, to)) {
            return latest.hash();
        }
        MessageDigest digest = spec.headerHash().newDigest();
        digest.update(header, from, to - from);
        return digest.digest();
    }

    /** Derives the keys of one message. The mutex is held for a copy of two states, not for the derivation. */
    MessageKeys derive(byte[] messageId) {
        return MessageKeys.derive(spec, copyOf(extracted), messageId);
    }

    /** Writes the tag of a header behind its first bytes. */
    void tagHeader(byte[] header, int untaggedBytes) {
        System.arraycopy(headerCode(header, untaggedBytes), 0, header, untaggedBytes, HeaderFields.TAG_BYTES);
    }

    boolean fitsHeader(byte[] untagged, byte[] tag) {
        return MessageDigest.isEqual(Arrays.copyOf(headerCode(untagged, untagged.length), HeaderFields.TAG_BYTES), tag);
    }

    private byte[] headerCode(byte[] header, int untaggedBytes) {
        return copyOf(headerKey).lastMac(header, untaggedBytes);
    }

    private HmacKey copyOf(HmacKey key) {
        synchronized (mutex) {
            requireOpen();
            return key.copy();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the data key was wiped; the envelope cipher was closed, or it expired");
        }
    }

    /** Wipes the key. Closing again has no effect. */
    @Override
    public void close() {
        synchronized (mutex) {
            closed = true;
            Arrays.fill(raw, (byte) 0);
            extracted.wipe();
            headerKey.wipe();
        }
    }

    @Override
    public String toString() {
        return "DataKey[suite=" + spec.suite() + ", <redacted>]";
    }
}
