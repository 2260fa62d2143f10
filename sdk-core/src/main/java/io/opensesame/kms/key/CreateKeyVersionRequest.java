package io.opensesame.kms.key;

import io.opensesame.kms.KeyId;

/**
 * Asks for a new version of an asymmetric key. (Symmetric keys get theirs by automatic rotation.) Immutable.
 *
 * @see "KMS API reference: CreateKeyVersion"
 */
public final class CreateKeyVersionRequest implements KeyRequest<CreateKeyVersionResponse> {
    private final String keyId;

    private CreateKeyVersionRequest(String keyId) {
        this.keyId = KeyId.of(keyId).text();
    }

    /**
     * Returns a request for a new version of a key.
     *
     * @param keyId its id, ARN or alias; see {@link KeyId}
     * @return the request
     * @throws IllegalArgumentException if it is none of them
     */
    public static CreateKeyVersionRequest of(String keyId) {
        return new CreateKeyVersionRequest(keyId);
    }

    /** {@return the id, ARN or alias of the key} */
    public String keyId() {
        return keyId;
    }

    @Override
    public String toString() {
        return "CreateKeyVersionRequest[keyId=" + keyId + "]";
    }
}
