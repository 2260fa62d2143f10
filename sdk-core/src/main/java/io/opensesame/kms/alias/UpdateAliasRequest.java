package io.opensesame.kms.alias;

import io.opensesame.kms.AliasName;
import io.opensesame.kms.KeyId;

/**
 * Asks to point an alias at another key. Immutable.
 *
 * <p>What was encrypted under the key that it pointed at before still decrypts: a ciphertext names its key by itself.
 *
 * @see "KMS API reference: UpdateAlias"
 */
public final class UpdateAliasRequest implements AliasRequest<UpdateAliasResponse> {
    private final String aliasName;
    private final String keyId;

    private UpdateAliasRequest(String aliasName, String keyId) {
        this.aliasName = AliasName.ofOwn(aliasName).text();
        this.keyId = KeyId.ofKey(keyId).text();
    }

    /**
     * Returns a request to move an alias.
     *
     * @param aliasName the alias, with its prefix; see {@link AliasName}
     * @param keyId the id or ARN of the key that it is to point at; see {@link KeyId}
     * @return the request
     * @throws IllegalArgumentException if one of them breaks a rule
     */
    public static UpdateAliasRequest of(String aliasName, String keyId) {
        return new UpdateAliasRequest(aliasName, keyId);
    }

    /** {@return the alias, with its prefix} */
    public String aliasName() {
        return aliasName;
    }

    /** {@return the id or ARN of the key} */
    public String keyId() {
        return keyId;
    }

    @Override
    public String toString() {
        return "UpdateAliasRequest[aliasName=" + aliasName + ", keyId=" + keyId + "]";
    }
}
