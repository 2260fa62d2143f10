package io.opensesame.benchmarks.policy;

import io.opensesame.policy.ConditionOperator;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.evaluation.AccessDecision;
import io.opensesame.policy.evaluation.AccessOutcome;
import io.opensesame.policy.evaluation.AccessPolicies;
import io.opensesame.policy.evaluation.AccessRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Decides a request by the policies of one caller. Of the statements, each with two actions, an ARN and a condition, a
 * quarter is about the action that is asked for, and the very last alone allows it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
public class PolicyBenchmark {
    private static final String ACCOUNT = "1192853035110001";
    private static final String SECRETS = "acs:kms:cn-hangzhou:" + ACCOUNT + ":secret/";
    private static final String[] ACTIONS = {
        "kms:DescribeSecret", "kms:List*", "kms:Encrypt", "kms:Decrypt", "oss:Get*", "ecs:*", "kms:PutSecretValue",
        "kms:GetSecretValue"
    };

    /** How many policies of how many statements. */
    @Param({"5x4", "100x50"})
    public String size = "5x4";

    private AccessPolicies policies = AccessPolicies.builder().build();
    private AccessRequest allowed = request("orders/db");
    private AccessRequest denied = request("mail");

    /** Creates the benchmark. */
    public PolicyBenchmark() {}

    /** Makes the policies, and sees to it that they decide as they should. */
    @Setup
    public void prepare() {
        int count = Integer.parseInt(size.substring(0, size.indexOf('x')));
        int statements = Integer.parseInt(size.substring(size.indexOf('x') + 1));
        AccessPolicies.Builder builder = AccessPolicies.builder();
        for (int i = 0; i < count; i++) {
            builder.identity("policy-" + i, policy(i * statements, statements, i == count - 1));
        }
        policies = builder.build();
        if (allow().outcome() != AccessOutcome.ALLOW || deny().outcome() != AccessOutcome.IMPLICIT_DENY) {
            throw new IllegalStateException("the policies do not decide as they should");
        }
    }

    private static RamPolicy policy(int first, int count, boolean last) {
        List<Statement> statements = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            boolean allows = last && i == first + count - 1;
            Statement.Builder statement = i % 10 == 3 ? Statement.deny() : Statement.allow();
            statements.add(statement
                    .action(ACTIONS[i % ACTIONS.length], allows ? "kms:Get*" : ACTIONS[(i + 3) % ACTIONS.length])
                    .resource(SECRETS + (allows ? "orders" : "team-" + i) + "/*")
                    .condition(ConditionOperator.IP_ADDRESS, "acs:SourceIp", "10.0.0.0/8")
                    .build());
        }
        return RamPolicy.of(statements);
    }

    private static AccessRequest request(String secret) {
        return AccessRequest.builder(Principal.ramUser(ACCOUNT, "alice"), "kms:GetSecretValue", SECRETS + secret)
                .context("acs:SourceIp", "10.1.2.3")
                .context("acs:SecureTransport", "true")
                .build();
    }

    /** The last statement allows it. */
    @Benchmark
    public AccessDecision allow() {
        return policies.decide(allowed);
    }

    /** No statement allows it. */
    @Benchmark
    public AccessDecision deny() {
        return policies.decide(denied);
    }

    /** The same, with the reason why in words. */
    @Benchmark
    public String denyExplained() {
        return policies.decide(denied).explanation();
    }
}
