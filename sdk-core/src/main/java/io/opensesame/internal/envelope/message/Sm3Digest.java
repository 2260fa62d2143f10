package io.opensesame.internal.envelope.message;

import java.security.MessageDigest;
import org.bouncycastle.crypto.digests.SM3Digest;

/** SM3 (GB/T 32905-2016) by BouncyCastle, in the JDK's shape. */
final class Sm3Digest extends MessageDigest implements Cloneable {
    private final SM3Digest state;

    Sm3Digest() {
        this(new SM3Digest());
    }

    private Sm3Digest(SM3Digest state) {
        super("SM3");
        this.state = state;
    }

    @Override
    protected int engineGetDigestLength() {
        return state.getDigestSize();
    }

    @Override
    protected void engineUpdate(byte input) {
        state.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        state.update(input, offset, length);
    }

    @Override
    protected byte[] engineDigest() {
        byte[] digest = new byte[state.getDigestSize()];
        state.doFinal(digest, 0);
        return digest;
    }

    @Override
    protected void engineReset() {
        state.reset();
    }

    /** BouncyCastle's state has a copy constructor, and is not cloneable. */
    @Override
    @SuppressWarnings("MissingSuperCall")
    public Object clone() {
        return new Sm3Digest(new SM3Digest(state));
    }
}
