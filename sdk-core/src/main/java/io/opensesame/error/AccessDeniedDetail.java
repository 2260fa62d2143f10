package io.opensesame.error;

import java.util.Objects;

/**
 * What a service says of a denial beside its code and message. Services of Alibaba Cloud may say it; that KMS does is
 * not established, so that any of it may be missing.
 *
 * @param authAction the action that was checked, such as {@code kms:Decrypt}; empty if the service did not say
 * @param noPermissionType {@code ImplicitDeny} or {@code ExplicitDeny}; empty if the service did not say
 * @param policyType what type of policy it was, such as {@code AccountLevelIdentityBasedPolicy} or
 *     {@code SessionPolicy}; empty if the service did not say
 */
public record AccessDeniedDetail(String authAction, String noPermissionType, String policyType) {
    /** What a service says that says nothing. */
    public static final AccessDeniedDetail NONE = new AccessDeniedDetail("", "", "");

    /**
     * Creates the detail of one denial.
     *
     * @param authAction the action that was checked
     * @param noPermissionType whether nothing allowed it or something denied it
     * @param policyType what type of policy it was
     */
    public AccessDeniedDetail {
        Objects.requireNonNull(authAction, "authAction");
        Objects.requireNonNull(noPermissionType, "noPermissionType");
        Objects.requireNonNull(policyType, "policyType");
    }

    /** {@return whether a statement that denies it was found, which no statement that allows it can outweigh} */
    public boolean isExplicitDeny() {
        return noPermissionType.equals("ExplicitDeny");
    }
}
