package io.opensesame.kms.alias;

/**
 * One alias.
 *
 * @param aliasName the alias, with its prefix, such as {@code alias/orders}
 * @param keyId the id of the key that it points at
 * @param arn the ARN of the alias
 * @see "KMS API reference: ListAliases"
 */
public record Alias(String aliasName, String keyId, String arn) {}
