package io.opensesame.internal.verification;

import java.security.PublicKey;
import java.util.Arrays;

/** A public key that the JDK cannot take apart, but can carry: its encoding is all there is. */
final class EncodedPublicKey implements PublicKey {
    private static final long serialVersionUID = 1;

    private final byte[] der;

    EncodedPublicKey(byte[] der) {
        this.der = der.clone();
    }

    @Override
    public String getAlgorithm() {
        return "EC";
    }

    @Override
    public String getFormat() {
        return "X.509";
    }

    @Override
    public byte[] getEncoded() {
        return der.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedPublicKey that && Arrays.equals(that.der, der);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(der);
    }
}
