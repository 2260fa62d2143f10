package io.opensesame.kms.alias;

/**
 * The alias was created.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: CreateAlias"
 */
public record CreateAliasResponse(String requestId) {}
