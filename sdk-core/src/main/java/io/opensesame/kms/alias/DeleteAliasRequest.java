package io.opensesame.kms.alias;

import io.opensesame.kms.AliasName;

/**
 * Asks to delete an alias; the key that it points at stays. Immutable.
 *
 * @see "KMS API reference: DeleteAlias"
 */
public final class DeleteAliasRequest implements AliasRequest<DeleteAliasResponse> {
    private final String aliasName;

    private DeleteAliasRequest(String aliasName) {
        this.aliasName = AliasName.ofOwn(aliasName).text();
    }

    /**
     * Returns a request to delete an alias.
     *
     * @param aliasName the alias, with its prefix; see {@link AliasName}
     * @return the request
     * @throws IllegalArgumentException if it breaks a rule
     */
    public static DeleteAliasRequest of(String aliasName) {
        return new DeleteAliasRequest(aliasName);
    }

    /** {@return the alias, with its prefix} */
    public String aliasName() {
        return aliasName;
    }

    @Override
    public String toString() {
        return "DeleteAliasRequest[aliasName=" + aliasName + "]";
    }
}
