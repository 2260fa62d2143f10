package io.opensesame.kms.key;

import io.opensesame.kms.KeyId;

/**
 * Asks for what the import of key material takes: a public key to encrypt it with, and a token. Immutable.
 *
 * <p>{@link KeyOperations#importRawKeyMaterial} does the whole import in one call.
 *
 * @see "KMS API reference: GetParametersForImport"
 */
public final class GetParametersForImportRequest implements KeyRequest<GetParametersForImportResponse> {
    private final String keyId;
    private final ImportWrapping wrapping;

    private GetParametersForImportRequest(String keyId, ImportWrapping wrapping) {
        this.keyId = KeyId.ofKey(keyId).text();
        this.wrapping = wrapping;
    }

    /**
     * Returns a request for the parameters of an import.
     *
     * @param keyId the id or ARN of the key; see {@link KeyId}
     * @param wrapping how the material will be encrypted on its way
     * @return the request
     * @throws IllegalArgumentException if keyId is neither
     */
    public static GetParametersForImportRequest of(String keyId, ImportWrapping wrapping) {
        return new GetParametersForImportRequest(keyId, wrapping);
    }

    /** {@return the id or ARN of the key} */
    public String keyId() {
        return keyId;
    }

    /** {@return how the material will be encrypted on its way} */
    public ImportWrapping wrapping() {
        return wrapping;
    }

    @Override
    public String toString() {
        return "GetParametersForImportRequest[keyId=" + keyId + ", wrapping=" + wrapping + "]";
    }
}
