package io.opensesame.kms.key;

import io.opensesame.kms.KeyId;

/**
 * Asks to describe a key anew. Immutable.
 *
 * @see "KMS API reference: UpdateKeyDescription"
 */
public final class UpdateKeyDescriptionRequest implements KeyRequest<UpdateKeyDescriptionResponse> {
    private final String keyId;
    private final String description;

    private UpdateKeyDescriptionRequest(String keyId, String description) {
        this.keyId = KeyId.ofKey(keyId).text();
        this.description = Rules.description(description);
    }

    /**
     * Returns a request to describe a key.
     *
     * @param keyId its id or ARN; see {@link KeyId}
     * @param description free text of up to 8,192 characters; an empty one takes the description away. Not a place for
     *     secrets
     * @return the request
     * @throws IllegalArgumentException if one of them breaks a rule
     */
    public static UpdateKeyDescriptionRequest of(String keyId, String description) {
        return new UpdateKeyDescriptionRequest(keyId, description);
    }

    /** {@return the id or ARN of the key} */
    public String keyId() {
        return keyId;
    }

    /** {@return the new description} */
    public String description() {
        return description;
    }

    @Override
    public String toString() {
        return "UpdateKeyDescriptionRequest[keyId=" + keyId + ", description=" + description + "]";
    }
}
