package io.opensesame.envelope;

import io.opensesame.kms.KmsEndpoint;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A symmetric customer master key that data keys are made and wrapped with, and where it is reached. Immutable.
 *
 * <p>An alias is resolved by DescribeKey, so it needs the permission {@code kms:DescribeKey}.
 */
public final class EnvelopeKey {
    private static final Pattern ARN = Pattern.compile("acs:kms:([^:]+):[^:]+:(?:key/([^/:]+)|(alias/[^:]+))");

    private final String keyId;
    private final @Nullable KmsEndpoint endpoint;

    private EnvelopeKey(String keyId, @Nullable KmsEndpoint endpoint) {
        if (keyId.isEmpty() || keyId.length() > 255 || keyId.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new IllegalArgumentException(
                    "a key is named by its id, its ARN or an alias such as 'alias/orders', without blanks; got '"
                            + keyId + "'");
        }
        this.keyId = keyId;
        this.endpoint = endpoint;
    }

    /**
     * Returns a key at home: where the {@code OpenSesame} calls that the cipher is from. An ARN names its region, whose
     * public endpoint is called then, even if home is that region; {@link #at} takes another endpoint. The ARN's
     * account is not sent: the key is one of the account that the credentials are of.
     *
     * @param key the key's id, an alias of it such as {@code alias/orders}, or the ARN of either
     * @return the key
     * @throws IllegalArgumentException if it is empty, too long, or has blanks, or an ARN names no key
     */
    public static EnvelopeKey of(String key) {
        return key.startsWith("acs:") ? inRegion(arn(key).group(1), key) : new EnvelopeKey(key, null);
    }

    private static Matcher arn(String key) {
        Matcher arn = ARN.matcher(key);
        if (!arn.matches()) {
            throw new IllegalArgumentException(
                    "a key's ARN is acs:kms:<region>:<account>:key/<id>, or :alias/<name>; got '" + key + "'");
        }
        return arn;
    }

    /**
     * Returns a key that is reached at the public endpoint of a region.
     *
     * @param region a region's id, such as {@code cn-hangzhou}
     * @param keyId the key's id, an alias of it, or the ARN of either
     * @return the key
     * @throws IllegalArgumentException if the region or the id is malformed, or the ARN is of another region
     */
    public static EnvelopeKey inRegion(String region, String keyId) {
        return at(KmsEndpoint.publicRegion(region), keyId);
    }

    /**
     * Returns a key that is reached at an endpoint of your choice, such as that of a VPC or a KMS instance.
     *
     * @param endpoint the endpoint
     * @param keyId the key's id, an alias of it, or the ARN of either
     * @return the key
     * @throws IllegalArgumentException if the id is malformed, or the ARN is of another region than the endpoint
     */
    public static EnvelopeKey at(KmsEndpoint endpoint, String keyId) {
        Objects.requireNonNull(endpoint, "endpoint");
        return new EnvelopeKey(keyId.startsWith("acs:") ? idOf(keyId, endpoint) : keyId, endpoint);
    }

    /** KMS answers with ids alone, so a key that went by its ARN would never be found to be the allowed one. */
    private static String idOf(String keyArn, KmsEndpoint endpoint) {
        Matcher arn = arn(keyArn);
        if (!endpoint.region().orElse(arn.group(1)).equals(arn.group(1))) {
            throw new IllegalArgumentException(
                    "the key " + keyArn + " is not in the region of the endpoint " + endpoint.authority());
        }
        return arn.group(2) == null ? arn.group(3) : arn.group(2);
    }

    /** {@return the key's id, or an alias of it} */
    public String keyId() {
        return keyId;
    }

    /** {@return where the key is reached; empty for home} */
    public Optional<KmsEndpoint> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    /** {@return whether the key is named by an alias} */
    public boolean isAlias() {
        return keyId.startsWith("alias/");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnvelopeKey that && that.keyId.equals(keyId) && Objects.equals(that.endpoint, endpoint);
    }

    @Override
    public int hashCode() {
        return Objects.hash(keyId, endpoint);
    }

    /** {@return the id or alias, and the endpoint if it is not home's} */
    @Override
    public String toString() {
        return endpoint == null ? keyId : keyId + " at " + endpoint.authority();
    }
}
