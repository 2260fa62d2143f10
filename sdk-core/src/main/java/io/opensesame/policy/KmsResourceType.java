package io.opensesame.policy;

/**
 * The types of resource that KMS guards.
 *
 * @see "KMS documentation: use RAM to manage access to KMS resources, resource types"
 */
public enum KmsResourceType {
    /** The keys of a region as a whole, which CreateKey and ListKeys are about. */
    KEY_CONTAINER("key", true),
    /** A customer master key. */
    KEY("key", false),
    /** The secrets of a region as a whole, which CreateSecret and ListSecrets are about. */
    SECRET_CONTAINER("secret", true),
    /** A secret. */
    SECRET("secret", false),
    /** The aliases of a region as a whole, which ListAliases is about. */
    ALIAS_CONTAINER("alias", true),
    /** An alias of a key. */
    ALIAS("alias", false),
    /** The certificates of a region as a whole. */
    CERTIFICATE_CONTAINER("certificate", true),
    /** A certificate. */
    CERTIFICATE("certificate", false),
    /** A KMS instance. */
    INSTANCE("instance", false),
    /** An application access point. */
    APPLICATION_ACCESS_POINT("applicationaccesspoint", false),
    /** A permission policy of application access points. */
    ACCESS_POINT_POLICY("policy", false),
    /** A network rule of application access points. */
    NETWORK_RULE("network", false);

    private final String segment;
    private final boolean container;

    KmsResourceType(String segment, boolean container) {
        this.segment = segment;
        this.container = container;
    }

    /** {@return the first segment of the ARN's last part, such as {@code secret}} */
    public String segment() {
        return segment;
    }

    /** {@return whether it is all of its kind rather than one of them, so that its ARN has no name} */
    public boolean isContainer() {
        return container;
    }
}
