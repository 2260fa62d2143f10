package io.opensesame.kms.crypto;

import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public key of one version of an asymmetric key. Immutable.
 *
 * @see "KMS API reference: GetPublicKey"
 */
public final class GetPublicKeyResponse {
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

    private final String keyId;
    private final String keyVersionId;
    private final String publicKeyPem;
    private final byte[] publicKeyDer;
    private final String requestId;

    /**
     * Creates the answer.
     *
     * @param keyId the id of the key
     * @param keyVersionId the id of the key's version
     * @param publicKeyPem the public key, one PEM block of type {@code PUBLIC KEY}
     * @param requestId the id under which KMS knows the call, or an empty string
     * @throws IllegalArgumentException if the public key is no such block
     */
    public GetPublicKeyResponse(String keyId, String keyVersionId, String publicKeyPem, String requestId) {
        this.keyId = Objects.requireNonNull(keyId, "keyId");
        this.keyVersionId = Objects.requireNonNull(keyVersionId, "keyVersionId");
        this.publicKeyPem = publicKeyPem;
        this.publicKeyDer = decoded(publicKeyPem);
        this.requestId = Objects.requireNonNull(requestId, "requestId");
    }

    private static byte[] decoded(String pem) {
        Matcher block = PEM.matcher(pem);
        if (!block.matches()) {
            throw new IllegalArgumentException("a public key is one PEM block of type PUBLIC KEY");
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }

    /** {@return the id of the key, also if the request named an alias} */
    public String keyId() {
        return keyId;
    }

    /** {@return the id of the key's version} */
    public String keyVersionId() {
        return keyVersionId;
    }

    /** {@return the public key as PEM text, as KMS wrote it} */
    public String publicKeyPem() {
        return publicKeyPem;
    }

    /** {@return a copy of the public key as a SubjectPublicKeyInfo in DER} */
    public byte[] publicKeyDer() {
        return publicKeyDer.clone();
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    @Override
    public String toString() {
        return "GetPublicKeyResponse[keyId=" + keyId + ", keyVersionId=" + keyVersionId + ", requestId=" + requestId
                + "]";
    }
}
