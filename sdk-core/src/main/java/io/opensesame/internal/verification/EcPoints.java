package io.opensesame.internal.verification;

import java.io.IOException;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** Reads keys on curves that the JDK doesn't have. */
final class EcPoints {
    private EcPoints() {}

    /** Reads a SubjectPublicKeyInfo of a named curve; the point is one of the curve, and not its zero. */
    static ECPublicKeyParameters read(byte[] publicKeyDer) {
        try {
            return (ECPublicKeyParameters) PublicKeyFactory.createKey(publicKeyDer);
        } catch (IOException | RuntimeException e) { // what the decoder throws depends on where it stumbles
            throw new IllegalArgumentException("the public key is damaged", e);
        }
    }
}
