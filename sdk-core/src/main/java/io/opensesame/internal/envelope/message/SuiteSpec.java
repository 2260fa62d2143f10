package io.opensesame.internal.envelope.message;

import io.opensesame.envelope.AlgorithmSuite;
import java.util.Optional;

/** What the format says of each suite. */
enum SuiteSpec {
    AES_256_GCM(AlgorithmSuite.AES_256_GCM, "AES", 32, Hash.SHA_512, Hash.SHA_256),
    AES_128_GCM(AlgorithmSuite.AES_128_GCM, "AES", 16, Hash.SHA_512, Hash.SHA_256),
    SM4_GCM(AlgorithmSuite.SM4_GCM, "SM4", 16, Hash.SM3, Hash.SM3);

    private static final SuiteSpec[] ALL = values();

    private final AlgorithmSuite suite;
    private final String blockCipher;
    private final int frameKeyBytes;
    private final Hash derivationHash;
    private final Hash headerHash;

    SuiteSpec(AlgorithmSuite suite, String blockCipher, int frameKeyBytes, Hash derivationHash, Hash headerHash) {
        this.suite = suite;
        this.blockCipher = blockCipher;
        this.frameKeyBytes = frameKeyBytes;
        this.derivationHash = derivationHash;
        this.headerHash = headerHash;
    }

    static SuiteSpec of(AlgorithmSuite suite) {
        return switch (suite) {
            case AES_256_GCM -> AES_256_GCM;
            case AES_128_GCM -> AES_128_GCM;
            case SM4_GCM -> SM4_GCM;
        };
    }

    static Optional<SuiteSpec> withId(int id) {
        for (SuiteSpec each : ALL) {
            if (each.suite.id() == id) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    AlgorithmSuite suite() {
        return suite;
    }

    /** The name of the cipher under GCM. */
    String blockCipher() {
        return blockCipher;
    }

    int frameKeyBytes() {
        return frameKeyBytes;
    }

    /** What HKDF derives keys with. */
    Hash derivationHash() {
        return derivationHash;
    }

    /** What contexts and header tags are computed with. */
    Hash headerHash() {
        return headerHash;
    }

    /** A cipher of its own for each call: BouncyCastle is loaded where it is needed, and not before. */
    FrameCipher newFrameCipher() {
        if (this == SM4_GCM) {
            return new Sm4FrameCipher();
        }
        return new AesFrameCipher();
    }
}
