package io.opensesame.ram.authorization;

import io.opensesame.policy.Policy;
import java.util.Optional;

/**
 * One call to RAM that mends something.
 *
 * @param operation the operation
 * @param target what it is called on, such as {@code role AliyunKMSManagedRAMCrendentialsRole}
 * @param document the document that it writes, if it writes any
 * @param replacesDifferent whether it takes the place of something that is there and differs
 * @param reason why it is needed, on one line
 */
public record AuthorizationStep(
        Operation operation, String target, Optional<Policy> document, boolean replacesDifferent, String reason) {
    /** An operation of RAM. */
    public enum Operation {
        /** Makes a policy. */
        CREATE_POLICY("CreatePolicy"),
        /** Adds a version to a policy, which becomes the default. */
        CREATE_POLICY_VERSION("CreatePolicyVersion"),
        /** Makes a version that is there the default. */
        SET_DEFAULT_POLICY_VERSION("SetDefaultPolicyVersion"),
        /** Makes a role. */
        CREATE_ROLE("CreateRole"),
        /** Changes who may assume a role. */
        UPDATE_ROLE("UpdateRole"),
        /** Attaches a policy to a role. */
        ATTACH_POLICY_TO_ROLE("AttachPolicyToRole"),
        /** Detaches a policy from a role. */
        DETACH_POLICY_FROM_ROLE("DetachPolicyFromRole");

        private final String wireName;

        Operation(String wireName) {
            this.wireName = wireName;
        }

        /** {@return how RAM spells it} */
        public String wireName() {
            return wireName;
        }
    }

    /** {@return the call, why it is needed, and its document, on one line} */
    @Override
    public String toString() {
        return operation.wireName() + " of " + target + ": " + reason
                + (replacesDifferent ? " (replaces what is there)" : "")
                + document.map(written -> " " + written.toJson()).orElse("");
    }
}
