package io.opensesame.policy.evaluation;

import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Statement;

/**
 * A statement, and where it stands.
 *
 * @param type what kind of policy it is of
 * @param policyName the name of the policy, or a description such as {@code identity policy 2} if it was given none
 * @param index the place in the policy, from 0
 * @param statement the statement
 */
public record PolicyStatement(PolicyType type, String policyName, int index, Statement statement) {
    /**
     * {@return where it stands, such as {@code statement 1 of AliyunKMSSecretUserAccess}, with its Sid if it has one}
     */
    @Override
    public String toString() {
        String sid = statement.sid().map(name -> " (Sid '" + name + "')").orElse("");
        return "statement " + (index + 1) + sid + " of " + policyName;
    }
}
