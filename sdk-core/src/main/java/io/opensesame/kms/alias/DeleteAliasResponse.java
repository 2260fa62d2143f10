package io.opensesame.kms.alias;

/**
 * The alias was deleted.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: DeleteAlias"
 */
public record DeleteAliasResponse(String requestId) {}
