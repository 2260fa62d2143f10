package io.opensesame.policy.template;

import io.opensesame.policy.ConditionOperator;
import io.opensesame.policy.Effect;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import java.util.List;

/**
 * The addresses that callers may come from. For KMS these are the public ones that it sees, not those inside of a
 * network. Immutable.
 *
 * @see "KMS documentation: condition keys, acs:SourceIp"
 */
public final class SourceIpBounds {
    private static final String KEY = "acs:SourceIp";

    private final String[] blocks;

    private SourceIpBounds(String[] blocks) {
        this.blocks = blocks;
    }

    /**
     * Returns bounds.
     *
     * @param blocks one or more IPv4 or IPv6 addresses or blocks, such as {@code 203.0.113.0/24}
     * @return the bounds
     * @throws IllegalArgumentException if there is none, or one is no address or block
     */
    public static SourceIpBounds of(String... blocks) {
        String[] copy = blocks.clone();
        if (copy.length == 0) {
            throw new IllegalArgumentException("bounds need an address or block, such as 203.0.113.0/24");
        }
        for (String block : copy) {
            if (!ConditionOperator.IP_ADDRESS.accepts(block)) {
                throw new IllegalArgumentException("an address or block is needed, such as 203.0.113.7, 203.0.113.0/24"
                        + " or 2001:db8::/32: '" + block + "'");
            }
        }
        return new SourceIpBounds(copy);
    }

    /**
     * Returns a policy that allows what another one does to callers within these bounds alone. What it denies, it
     * denies to all, as before.
     *
     * @param policy the policy
     * @return the bounded policy
     * @throws IllegalArgumentException if a statement of it allows something within bounds already
     */
    public RamPolicy on(RamPolicy policy) {
        return RamPolicy.of(policy.statements().stream().map(this::on).toList());
    }

    /**
     * Returns a statement that allows what another one does to callers within these bounds alone. One that denies is
     * returned as it is: bounds would let all others through.
     *
     * @param statement the statement
     * @return the bounded statement
     * @throws IllegalArgumentException if it allows something within bounds already
     */
    public Statement on(Statement statement) {
        return statement.effect() == Effect.DENY
                ? statement
                : statement.toBuilder()
                        .condition(ConditionOperator.IP_ADDRESS, KEY, blocks)
                        .build();
    }

    /**
     * Returns a statement that denies all of KMS to callers outside of these bounds, whatever other policies allow.
     *
     * @return the statement
     */
    public Statement denyOthers() {
        return Statement.deny()
                .action("kms:*")
                .resource("*")
                .condition(ConditionOperator.NOT_IP_ADDRESS, KEY, blocks)
                .build();
    }

    /** {@return the addresses and blocks} */
    @Override
    public String toString() {
        return "SourceIpBounds" + List.of(blocks);
    }
}
