package io.opensesame.internal.envelope.message;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;

/** The hash functions of the suites. */
enum Hash {
    SHA_512(64, 128) {
        @Override
        MessageDigest newDigest() {
            return copy(Sha512.PROTOTYPE);
        }
    },
    SHA_256(32, 64) {
        @Override
        MessageDigest newDigest() {
            return copy(Sha256.PROTOTYPE);
        }
    },
    SM3(32, 64) {
        @Override
        MessageDigest newDigest() {
            return new Sm3Digest();
        }
    };

    /** Looked up once; its state is never changed, so that cloning it needs no lock. */
    private static final class Sha512 {
        static final MessageDigest PROTOTYPE = find("SHA-512");
    }

    /** As above. */
    private static final class Sha256 {
        static final MessageDigest PROTOTYPE = find("SHA-256");
    }

    /** The JDK's own, whose states can be cloned and which the JIT compiler knows; else what the platform has. */
    private static MessageDigest find(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm, "SUN");
        } catch (NoSuchProviderException | NoSuchAlgorithmException elsewhere) {
            return platformDefault(algorithm);
        }
    }

    private static MessageDigest platformDefault(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private final int lengthBytes;
    private final int blockBytes;

    Hash(int lengthBytes, int blockBytes) {
        this.lengthBytes = lengthBytes;
        this.blockBytes = blockBytes;
    }

    int lengthBytes() {
        return lengthBytes;
    }

    int blockBytes() {
        return blockBytes;
    }

    /** A digest in its first state, for one thread. */
    abstract MessageDigest newDigest();

    /** A digest that goes on from where another one is. */
    static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(
                    "the " + digest.getAlgorithm() + " of " + digest.getProvider()
                            + " cannot be cloned; put the provider SUN into service",
                    e);
        }
    }
}
