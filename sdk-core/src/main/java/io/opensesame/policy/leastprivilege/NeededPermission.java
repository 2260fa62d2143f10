package io.opensesame.policy.leastprivilege;

import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.KmsArn;
import io.opensesame.policy.ResourcePattern;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That a call needs an action to be allowed on a resource. Immutable; ordered by resource, then by action.
 *
 * <p>What is not known of the resource is {@code *}: the account of a call that names a secret rather than its ARN, or
 * the key behind an alias.
 */
public final class NeededPermission implements Comparable<NeededPermission> {
    private static final Comparator<NeededPermission> ORDER = Comparator.comparing(NeededPermission::resource)
            .thenComparing(NeededPermission::action)
            .thenComparing(permission -> permission.protectedSecret().orElse(""));

    private final String action;
    private final String resource;
    private final @Nullable String protectedSecret;

    private NeededPermission(String action, String resource, @Nullable String protectedSecret) {
        this.action = ActionPattern.of(action).toString();
        this.resource = ResourcePattern.of(resource).toString();
        this.protectedSecret = protectedSecret;
    }

    /**
     * Returns a permission.
     *
     * @param action the action, such as {@code kms:GetSecretValue}
     * @param resource the ARN of the resource, with {@code *} for what is not known of it; {@code *} alone if the call
     *     is about none
     * @return the permission
     * @throws IllegalArgumentException if either has not the form that a policy takes
     */
    public static NeededPermission of(String action, String resource) {
        return new NeededPermission(action, resource, null);
    }

    /**
     * Returns the permission to use the key that protects a secret, which is needed if that key is one of the account's
     * own; which key it is, the call does not tell.
     *
     * @param action what the key is used for, such as {@code kms:Decrypt}
     * @param secretArn the ARN of the secret
     * @return the permission, on every key of the secret's region and account
     * @throws IllegalArgumentException if the action has not the form that a policy takes, or the ARN is not a secret's
     */
    public static NeededPermission onKeyOf(String action, String secretArn) {
        KmsArn secret = KmsArn.parse(secretArn)
                .orElseThrow(() -> new IllegalArgumentException("not the ARN of a secret: '" + secretArn + "'"));
        KmsArn keys = KmsArn.key(secret.region(), secret.accountId(), "*");
        return new NeededPermission(action, keys.toString(), secretArn);
    }

    /** {@return the action, such as {@code kms:GetSecretValue}} */
    public String action() {
        return action;
    }

    /** {@return the ARN of the resource, with {@code *} for what is not known; {@code *} alone for no resource} */
    public String resource() {
        return resource;
    }

    /**
     * {@return the ARN of the secret whose key this is about, if the permission is needed only where a key of the
     * account's own protects it, and which key that is is not known}
     */
    public Optional<String> protectedSecret() {
        return Optional.ofNullable(protectedSecret);
    }

    @Override
    public int compareTo(NeededPermission other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NeededPermission permission
                && permission.action.equals(action)
                && permission.resource.equals(resource)
                && Objects.equals(permission.protectedSecret, protectedSecret);
    }

    @Override
    public int hashCode() {
        return Objects.hash(action, resource, protectedSecret);
    }

    /** {@return the action and what it is needed on} */
    @Override
    public String toString() {
        return action + " on " + (protectedSecret == null ? resource : "the key of " + protectedSecret);
    }
}
