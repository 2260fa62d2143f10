package io.opensesame.kms.alias;

/**
 * The alias points at the key.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: UpdateAlias"
 */
public record UpdateAliasResponse(String requestId) {}
