package io.opensesame.kms.key;

import io.opensesame.kms.KeyId;

/**
 * Asks to delete the imported material of a key, which cannot be used until the same material is imported again.
 * Immutable.
 *
 * @see "KMS API reference: DeleteKeyMaterial"
 */
public final class DeleteKeyMaterialRequest implements KeyRequest<DeleteKeyMaterialResponse> {
    private final String keyId;

    private DeleteKeyMaterialRequest(String keyId) {
        this.keyId = KeyId.ofKey(keyId).text();
    }

    /**
     * Returns a request to delete the imported material of a key.
     *
     * @param keyId its id or ARN; see {@link KeyId}
     * @return the request
     * @throws IllegalArgumentException if it is neither
     */
    public static DeleteKeyMaterialRequest of(String keyId) {
        return new DeleteKeyMaterialRequest(keyId);
    }

    /** {@return the id or ARN of the key} */
    public String keyId() {
        return keyId;
    }

    @Override
    public String toString() {
        return "DeleteKeyMaterialRequest[keyId=" + keyId + "]";
    }
}
