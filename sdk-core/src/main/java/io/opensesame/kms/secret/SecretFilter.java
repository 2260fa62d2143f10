package io.opensesame.kms.secret;

/**
 * What a list of secrets can be filtered by. Whether names match as a whole or in part, the reference doesn't say.
 *
 * @see "KMS API reference: ListSecrets, parameter Filters"
 */
public enum SecretFilter {
    /** The name of the secret. */
    SECRET_NAME("SecretName"),
    /** Its description. */
    DESCRIPTION("Description"),
    /** The key of one of its tags. */
    TAG_KEY("TagKey"),
    /** The value of one of its tags. */
    TAG_VALUE("TagValue"),
    /** The KMS instance that holds it. */
    INSTANCE_ID("DKMSInstanceId"),
    /** Its type. */
    SECRET_TYPE("SecretType"),
    /** Who created it. */
    CREATOR("Creator");

    private final String wireName;

    SecretFilter(String wireName) {
        this.wireName = wireName;
    }

    /** {@return the name that KMS has for it} */
    public String wireName() {
        return wireName;
    }
}
