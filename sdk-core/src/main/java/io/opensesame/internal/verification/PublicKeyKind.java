package io.opensesame.internal.verification;

import io.opensesame.kms.crypto.SigningAlgorithm;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What kind of key a SubjectPublicKeyInfo holds, by its AlgorithmIdentifier. Names are those of KMS's key specs.
 *
 * <p>It is found out here, rather than by who can read the key: providers that an application registers would change
 * that, and BouncyCastle is not to be loaded for keys that the JDK knows.
 */
enum PublicKeyKind {
    RSA("300d06092a864886f70d0101010500"),
    EC_P256("301306072a8648ce3d020106082a8648ce3d030107"),
    EC_P256K("301006072a8648ce3d020106052b8104000a"),
    EC_SM2("301306072a8648ce3d020106082a811ccf5501822d");

    private static final int SEQUENCE = 0x30;
    private static final int LONG_FORM = 0x80;

    /** In DER, as hexadecimal digits. */
    private final String algorithmIdentifier;

    PublicKeyKind(String algorithmIdentifier) {
        this.algorithmIdentifier = algorithmIdentifier;
    }

    boolean signsWith(SigningAlgorithm algorithm) {
        return switch (this) {
            case RSA ->
                algorithm.equals(SigningAlgorithm.RSA_PSS_SHA_256)
                        || algorithm.equals(SigningAlgorithm.RSA_PKCS1_SHA_256);
            case EC_P256, EC_P256K -> algorithm.equals(SigningAlgorithm.ECDSA_SHA_256);
            case EC_SM2 -> algorithm.equals(SigningAlgorithm.SM2DSA);
        };
    }

    static PublicKeyKind of(byte[] der) {
        String content = HexFormat.of().formatHex(der, contentOffset(der), der.length);
        for (PublicKeyKind kind : values()) {
            if (content.startsWith(kind.algorithmIdentifier)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("the public key is of none of the kinds that can be verified with here: "
                + Arrays.toString(values()) + " as a SubjectPublicKeyInfo. Verify at KMS, with AsymmetricVerify");
    }

    /** Where the outer sequence's content begins: after a tag, and a length of one byte or of some more. */
    private static int contentOffset(byte[] der) {
        if (der.length < 2 || der[0] != SEQUENCE) {
            return der.length;
        }
        int length = der[1] & 0xff;
        return length < LONG_FORM ? 2 : Math.min(der.length, 2 + length - LONG_FORM);
    }
}
