package io.opensesame.kms.crypto;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the service demands of parameters. Each check returns its value, or tells the rule and what broke it. */
final class Rules {
    private static final int MAX_PLAINTEXT_BYTES = 6_144;
    private static final int MAX_DATA_KEY_BYTES = 1_024;

    /** Each of the service's signing algorithms takes a digest of this size. */
    private static final int DIGEST_BYTES = 32;

    /** By algorithm what the largest key, RSA_3072 or EC_SM2, can encrypt. */
    private static final Map<EncryptionAlgorithm, Integer> MAX_ASYMMETRIC_BYTES = Map.of(
            EncryptionAlgorithm.RSAES_OAEP_SHA_256, 318,
            EncryptionAlgorithm.RSAES_OAEP_SHA_1, 342,
            EncryptionAlgorithm.SM2PKE, 6_047);

    /** By algorithm what an RSA key of 2,048 bits can wrap. */
    private static final Map<WrappingAlgorithm, Integer> MAX_WRAPPED_BYTES =
            Map.of(WrappingAlgorithm.RSAES_OAEP_SHA_256, 190, WrappingAlgorithm.RSAES_OAEP_SHA_1, 214);

    private Rules() {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is needed; set it before build()");
        }
        return value;
    }

    /** A name or id without blanks and control characters, which none of the service has. */
    static String word(String what, String text) {
        if (text.isEmpty() || text.chars().anyMatch(Rules::isNoPartOfAWord)) {
            throw new IllegalArgumentException(what + " must not be empty nor have blanks or control characters; got "
                    + text.length() + " characters");
        }
        return text;
    }

    private static boolean isNoPartOfAWord(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    static byte[] notEmpty(String field, byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException(field + " must not be empty");
        }
        return bytes.clone();
    }

    static Plaintext plaintext(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("plaintext must not be empty");
        }
        return Plaintext.of(bytes);
    }

    static Plaintext encryptable(byte[] bytes) {
        if (bytes.length > MAX_PLAINTEXT_BYTES) {
            throw new IllegalArgumentException("Encrypt takes 1 to " + MAX_PLAINTEXT_BYTES + " bytes; got "
                    + bytes.length + ". Encrypt more than that locally, under a data key of GenerateDataKey");
        }
        return plaintext(bytes);
    }

    static byte[] digest(byte[] digest) {
        if (digest.length != DIGEST_BYTES) {
            throw new IllegalArgumentException("digest has " + DIGEST_BYTES + " bytes; got " + digest.length
                    + ". It is the digest of the message, not the message");
        }
        return digest.clone();
    }

    static int numberOfBytes(int number) {
        if (number < 1 || number > MAX_DATA_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "numberOfBytes is between 1 and " + MAX_DATA_KEY_BYTES + "; got " + number);
        }
        return number;
    }

    /** KMS would leave one of the two out of account without a word. */
    static void oneSize(@Nullable DataKeySpec spec, @Nullable Integer numberOfBytes) {
        if (spec != null && numberOfBytes != null) {
            throw new IllegalArgumentException("a data key has a spec or a size: set dataKeySpec or numberOfBytes; got "
                    + spec + " and " + numberOfBytes);
        }
    }

    /** Only KMS knows the key, so the plaintext is held against the largest. */
    static void fit(EncryptionAlgorithm algorithm, Plaintext plaintext) {
        Integer most = MAX_ASYMMETRIC_BYTES.get(algorithm);
        if (most != null && plaintext.sizeBytes() > most) {
            throw new IllegalArgumentException(
                    algorithm + " takes at most " + most + " bytes with the largest key; got " + plaintext.sizeBytes()
                            + ". Encrypt more than that under a data key, and the data key with this");
        }
    }

    static void fit(WrappingKeySpec spec, WrappingAlgorithm algorithm) {
        boolean known = spec.equals(WrappingKeySpec.RSA_2048) || spec.equals(WrappingKeySpec.EC_SM2);
        boolean wrapsBySm2 = algorithm.equals(WrappingAlgorithm.SM2PKE);
        if (known && spec.equals(WrappingKeySpec.EC_SM2) != wrapsBySm2) {
            throw new IllegalArgumentException("SM2PKE goes with a wrapping key of EC_SM2, RSAES_OAEP_SHA_256 and"
                    + " RSAES_OAEP_SHA_1 with one of RSA_2048; got " + algorithm + " with " + spec);
        }
    }

    static void fit(WrappingKeySpec spec, WrappingAlgorithm algorithm, int numberOfBytes) {
        Integer most = MAX_WRAPPED_BYTES.get(algorithm);
        if (spec.equals(WrappingKeySpec.RSA_2048) && most != null && numberOfBytes > most) {
            throw new IllegalArgumentException(algorithm + " under a key of RSA_2048 carries a data key of at most "
                    + most + " bytes; got " + numberOfBytes);
        }
    }
}
