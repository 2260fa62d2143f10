package io.opensesame.kms.certificate;

import io.opensesame.kms.crypto.EncryptionAlgorithm;
import io.opensesame.kms.crypto.Plaintext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the service demands of parameters. Each check returns its value, or tells the rule and what broke it. */
final class Rules {
    private static final int MAX_RAW_MESSAGE_BYTES = 4_096;
    private static final int DIGEST_BYTES = 32;
    private static final int MAX_ALTERNATIVE_NAMES = 10;

    /** By algorithm what a certificate's key, RSA_2048 or EC_SM2, can encrypt. */
    private static final Map<EncryptionAlgorithm, Integer> MAX_PLAINTEXT_BYTES = Map.of(
            EncryptionAlgorithm.RSAES_OAEP_SHA_256, 190,
            EncryptionAlgorithm.RSAES_OAEP_SHA_1, 214,
            EncryptionAlgorithm.SM2PKE, 6_047);

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

    static List<String> domainNames(List<String> names) {
        if (names.size() > MAX_ALTERNATIVE_NAMES) {
            throw new IllegalArgumentException("a certificate has at most " + MAX_ALTERNATIVE_NAMES
                    + " subject alternative names; got " + names.size());
        }
        names.forEach(name -> word("a subject alternative name", name));
        return List.copyOf(names);
    }

    /** PEM text of certificates. That nobody sends a private key by mistake is checked too. */
    static String certificates(String field, String pem) {
        if (pem.contains("PRIVATE KEY-----")) {
            throw new IllegalArgumentException(
                    field + " holds a private key; send certificates alone: KMS has the private key, and made it");
        }
        if (!pem.contains("-----BEGIN CERTIFICATE-----") || !pem.contains("-----END CERTIFICATE-----")) {
            throw new IllegalArgumentException(field + " must be PEM text with a block of type CERTIFICATE");
        }
        return pem;
    }

    static CertificateStatus settable(CertificateStatus status) {
        if (status.equals(CertificateStatus.PENDING)) {
            throw new IllegalArgumentException("a status to set is ACTIVE, INACTIVE or REVOKED; got PENDING, which is"
                    + " the status of a certificate that was not uploaded yet");
        }
        return status;
    }

    static byte[] notEmpty(String field, byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException(field + " must not be empty");
        }
        return bytes.clone();
    }

    static byte[] rawMessage(byte[] message) {
        if (message.length > MAX_RAW_MESSAGE_BYTES) {
            throw new IllegalArgumentException("a raw message has 1 to " + MAX_RAW_MESSAGE_BYTES + " bytes; got "
                    + message.length + ". Give the digest of a longer one");
        }
        return notEmpty("rawMessage", message);
    }

    static byte[] digest(byte[] digest) {
        if (digest.length != DIGEST_BYTES) {
            throw new IllegalArgumentException("digest has " + DIGEST_BYTES + " bytes; got " + digest.length
                    + ". It is the digest of the message; rawMessage takes the message");
        }
        return digest.clone();
    }

    static Plaintext plaintext(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("plaintext must not be empty");
        }
        return Plaintext.of(bytes);
    }

    static void fit(EncryptionAlgorithm algorithm, Plaintext plaintext) {
        Integer most = MAX_PLAINTEXT_BYTES.get(algorithm);
        if (most != null && plaintext.sizeBytes() > most) {
            throw new IllegalArgumentException(algorithm + " takes at most " + most + " bytes with a certificate's key;"
                    + " got " + plaintext.sizeBytes());
        }
    }
}
