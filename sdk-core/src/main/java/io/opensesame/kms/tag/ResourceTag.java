package io.opensesame.kms.tag;

/**
 * One tag of one resource.
 *
 * @param resourceId the id of the key, or the name of the secret
 * @param resourceType the type of the resource
 * @param key the key of the tag
 * @param value its value
 * @see "KMS API reference: ListTagResources"
 */
public record ResourceTag(String resourceId, ResourceType resourceType, String key, String value) {}
