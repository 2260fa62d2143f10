package io.opensesame.kms.alias;

import io.opensesame.kms.AliasName;
import io.opensesame.kms.KeyId;

/**
 * Asks for a new alias of a key. Immutable.
 *
 * @see "KMS API reference: CreateAlias"
 */
public final class CreateAliasRequest implements AliasRequest<CreateAliasResponse> {
    private final String aliasName;
    private final String keyId;

    private CreateAliasRequest(String aliasName, String keyId) {
        this.aliasName = AliasName.ofOwn(aliasName).text();
        this.keyId = KeyId.ofKey(keyId).text();
    }

    /**
     * Returns a request to create an alias.
     *
     * @param aliasName the alias, with its prefix; see {@link AliasName}
     * @param keyId the id or ARN of the key that it is to point at; see {@link KeyId}
     * @return the request
     * @throws IllegalArgumentException if one of them breaks a rule
     */
    public static CreateAliasRequest of(String aliasName, String keyId) {
        return new CreateAliasRequest(aliasName, keyId);
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
        return "CreateAliasRequest[aliasName=" + aliasName + ", keyId=" + keyId + "]";
    }
}
