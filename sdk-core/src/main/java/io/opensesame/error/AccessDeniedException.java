package io.opensesame.error;

import java.util.List;
import java.util.Objects;

/**
 * Thrown when the caller is known but may not do what it asked for.
 *
 * <p>The message names the resource, and ends with the least policy statement that would allow the call, or, if a
 * statement denies it, with that: it has to be found and changed, as no other can outweigh it.
 */
public final class AccessDeniedException extends KmsServiceException {
    /** The actions that were denied; a serializable list. */
    private final List<String> deniedActions;

    /** The ARN that the call was about. */
    private final String resourceArn;

    /** The statement that would allow it. */
    private final String leastStatement;

    /** Whether a statement denies it. */
    private final boolean explicitDeny;

    /** What type of policy denied it or did not allow it, or empty. */
    private final String policyType;

    /**
     * Creates the exception for one denied call of which no more is known.
     *
     * @param refusal what the service said
     * @param resourceArn the ARN that the call was about; parts that are not known are {@code *}
     * @param leastStatement the least RAM policy statement that would allow the call, as JSON
     */
    public AccessDeniedException(ServiceRefusal refusal, String resourceArn, String leastStatement) {
        this(refusal, List.of(), resourceArn, leastStatement, AccessDeniedDetail.NONE);
    }

    /**
     * Creates the exception for one denied call.
     *
     * @param refusal what the service said
     * @param deniedActions the actions that were denied, such as {@code kms:GetSecretValue}
     * @param resourceArn the ARN that the call was about; parts that are not known are {@code *}
     * @param leastStatement the least RAM policy statement that would allow the call, as JSON
     * @param detail what else the service said
     */
    public AccessDeniedException(
            ServiceRefusal refusal,
            List<String> deniedActions,
            String resourceArn,
            String leastStatement,
            AccessDeniedDetail detail) {
        super(refusal, advice(deniedActions, resourceArn, leastStatement, detail));
        this.deniedActions = List.copyOf(deniedActions);
        this.resourceArn = Objects.requireNonNull(resourceArn, "resourceArn");
        this.leastStatement = Objects.requireNonNull(leastStatement, "leastStatement");
        this.explicitDeny = detail.isExplicitDeny();
        this.policyType = detail.policyType();
    }

    private static String advice(
            List<String> deniedActions, String resourceArn, String leastStatement, AccessDeniedDetail detail) {
        String inPolicy = detail.policyType().isEmpty() ? "" : ", in a policy of type " + detail.policyType();
        if (detail.isExplicitDeny()) {
            return "A statement with the effect Deny forbids " + String.join(" or ", deniedActions) + " on "
                    + resourceArn + inPolicy
                    + ": an administrator has to find and change that statement; no Allow outweighs it.";
        }
        return "An administrator can allow it with this RAM policy statement" + inPolicy + ": " + leastStatement;
    }

    /** {@return the operation that was called, such as {@code GetSecretValue}; the same as {@link #action}} */
    public String operation() {
        return action();
    }

    /**
     * {@return the actions that were denied, as policies name them, such as {@code kms:GetSecretValue}, or
     * {@code kms:Decrypt} if the use of the secret's key was denied; several if one of them was and the service did not
     * say which; unmodifiable}
     */
    public List<String> deniedActions() {
        return deniedActions;
    }

    /** {@return the ARN that the call was about, with {@code *} for the parts that are not known} */
    public String resourceArn() {
        return resourceArn;
    }

    /**
     * {@return the least RAM policy statement that would allow the call, as JSON text, which
     * {@code io.opensesame.policy} can read as part of a policy; not enough if {@linkplain #isExplicitDeny() another
     * denies it}}
     */
    public String leastStatement() {
        return leastStatement;
    }

    /**
     * {@return whether the service said that a statement with the effect Deny forbids it, rather than that none allows
     * it; false too if the service said neither}
     */
    public boolean isExplicitDeny() {
        return explicitDeny;
    }

    /**
     * {@return what type of policy the service says denied it or did not allow it, such as
     * {@code AccountLevelIdentityBasedPolicy}, {@code ControlPolicy} or {@code SessionPolicy}; empty if it did not say}
     */
    public String policyType() {
        return policyType;
    }
}
