package io.opensesame.policy;

import java.util.Objects;
import java.util.Optional;

/**
 * The ARN of a resource of KMS, {@code acs:kms:<region>:<account>:<type>/<name>}; each part may have wildcards, as a
 * policy's resource may. Immutable.
 *
 * @see "KMS documentation: use RAM to manage access to KMS resources, resource types"
 */
public final class KmsArn {
    private static final String PREFIX = "acs:kms:";

    private final KmsResourceType type;
    private final String region;
    private final String accountId;
    private final String name;

    private KmsArn(KmsResourceType type, String region, String accountId, String name) {
        this.type = type;
        this.region = part("a region", region);
        this.accountId = part("an account id", accountId);
        this.name = name;
    }

    /**
     * Returns the ARN of a secret.
     *
     * @param region the region, or {@code *}
     * @param accountId the account that owns it, or {@code *}
     * @param name its name, such as {@code orders/db}, or {@code orders/*} for all whose names begin so
     * @return the ARN
     * @throws IllegalArgumentException if a part is empty, or has a colon or a blank in it
     */
    public static KmsArn secret(String region, String accountId, String name) {
        return of(KmsResourceType.SECRET, region, accountId, name);
    }

    /**
     * Returns the ARN of a key.
     *
     * @param region the region, or {@code *}
     * @param accountId the account that owns it, or {@code *}
     * @param keyId its id, or {@code *} for all keys
     * @return the ARN
     * @throws IllegalArgumentException if a part is empty, or has a colon or a blank in it
     */
    public static KmsArn key(String region, String accountId, String keyId) {
        return of(KmsResourceType.KEY, region, accountId, keyId);
    }

    /**
     * Returns the ARN of one resource.
     *
     * @param type its type, which is no container
     * @param region the region, or {@code *}
     * @param accountId the account that owns it, or {@code *}
     * @param name its name or id, for an alias without {@code alias/}; may have wildcards
     * @return the ARN
     * @throws IllegalArgumentException if the type is a container, or a part is empty or has a colon or a blank in it
     */
    public static KmsArn of(KmsResourceType type, String region, String accountId, String name) {
        if (type.isContainer()) {
            throw new IllegalArgumentException(
                    "the ARN of a " + type + " has no name: '" + Texts.shortened(name) + "'");
        }
        return new KmsArn(type, region, accountId, part("a name", name));
    }

    /**
     * Returns the ARN of a container.
     *
     * @param type its type, which is a container
     * @param region the region, or {@code *}
     * @param accountId the account that owns it, or {@code *}
     * @return the ARN
     * @throws IllegalArgumentException if the type is no container, or a part is empty or has a colon or a blank in it
     */
    public static KmsArn container(KmsResourceType type, String region, String accountId) {
        if (!type.isContainer()) {
            throw new IllegalArgumentException("the ARN of a " + type + " has a name: use KmsArn.of");
        }
        return new KmsArn(type, region, accountId, "");
    }

    /**
     * Reads an ARN of KMS.
     *
     * @param text the ARN
     * @return what it names, or empty if it is no ARN of a resource type of KMS, as {@code acs:kms:*:*:key*} is none
     */
    public static Optional<KmsArn> parse(String text) {
        String[] parts = text.split(":", 5);
        if (!text.startsWith(PREFIX) || parts.length < 5) {
            return Optional.empty();
        }
        String relative = parts[4];
        int slash = relative.indexOf('/');
        String segment = slash < 0 ? relative : relative.substring(0, slash);
        try {
            for (KmsResourceType type : KmsResourceType.values()) {
                if (type.segment().equals(segment) && type.isContainer() == slash < 0) {
                    return Optional.of(
                            slash < 0
                                    ? container(type, parts[2], parts[3])
                                    : of(type, parts[2], parts[3], relative.substring(slash + 1)));
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@return what type of resource it names} */
    public KmsResourceType type() {
        return type;
    }

    /** {@return the region; may have wildcards} */
    public String region() {
        return region;
    }

    /** {@return the account that owns the resource; may have wildcards} */
    public String accountId() {
        return accountId;
    }

    /** {@return the name or id, which may have wildcards; empty for a container} */
    public String name() {
        return name;
    }

    /** {@return the ARN as a statement's resource} */
    public ResourcePattern pattern() {
        return ResourcePattern.of(toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KmsArn arn && arn.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, region, accountId, name);
    }

    /** {@return the ARN} */
    @Override
    public String toString() {
        String container = PREFIX + region + ":" + accountId + ":" + type.segment();
        return name.isEmpty() ? container : container + "/" + name;
    }

    private static String part(String what, String text) {
        Objects.requireNonNull(text, what);
        ResourcePattern.refuseVariables(text);
        if (text.isEmpty() || !Texts.isPlain(text) || text.chars().anyMatch(c -> c == ' ' || c == ':')) {
            throw new IllegalArgumentException(
                    what + " in an ARN is not empty, and has no colon or blank in it: '" + Texts.shortened(text) + "'");
        }
        return text;
    }
}
