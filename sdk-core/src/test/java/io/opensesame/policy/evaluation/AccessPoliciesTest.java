package io.opensesame.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessPoliciesTest {
    private static final String ACCOUNT = "1192853035110001";
    private static final String SECRET = "acs:kms:cn-hangzhou:" + ACCOUNT + ":secret/orders/db";
    private static final Principal ALICE = Principal.ramUser(ACCOUNT, "alice");

    @Test
    void decide_moreActionsThanAreRemembered_eachIsDecidedByItself() {
        AccessPolicies policies = AccessPolicies.builder()
                .identity(RamPolicy.of(
                        Statement.allow().action("kms:*7").resource("*").build()))
                .build();

        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 400; i++) {
                AccessRequest request =
                        AccessRequest.builder(ALICE, "kms:Action" + i, SECRET).build();
                assertThat(policies.decide(request).isAllowed()).isEqualTo(i % 10 == 7);
            }
        }
    }

    @Test
    void decide_allowedAndDeniedOnBothSides_namesAllStatements() {
        Statement allow = Statement.allow().action("kms:*").resource("*").build();
        Statement allowAlice = allow.toBuilder().principal(ALICE).build();
        Statement denyAlice = Statement.deny()
                .principal(ALICE)
                .action("kms:GetSecretValue")
                .resource("*")
                .build();
        AccessPolicies callers = AccessPolicies.builder()
                .identity("app", RamPolicy.of(allow))
                .identity(
                        "guard",
                        RamPolicy.of(Statement.deny()
                                .action("kms:Get*")
                                .resource("*")
                                .build()))
                .build();
        SecretPolicy onSecret = SecretPolicy.of(allowAlice, denyAlice);

        AccessDecision denied = callers.onSecret(onSecret)
                .decide(AccessRequest.builder(ALICE, "kms:GetSecretValue", SECRET)
                        .build());
        AccessDecision allowed = callers.onSecret(onSecret)
                .decide(AccessRequest.builder(ALICE, "kms:DescribeSecret", SECRET)
                        .build());

        assertThat(denied.outcome()).isEqualTo(AccessOutcome.EXPLICIT_DENY);
        assertThat(denied.decidedAt()).contains(PolicyType.IDENTITY_POLICY);
        assertThat(texts(denied)).containsExactly("statement 1 of guard", "statement 2 of the secret policy");
        assertThat(allowed.decidedAt()).contains(PolicyType.IDENTITY_POLICY);
        assertThat(texts(allowed)).containsExactly("statement 1 of app", "statement 1 of the secret policy");
    }

    @Test
    void decide_withoutPolicies_onlyTheOwnerMay() {
        AccessPolicies none = AccessPolicies.builder().build();

        AccessDecision owner = none.decide(AccessRequest.builder(Principal.account(ACCOUNT), "kms:DeleteSecret", SECRET)
                .build());

        assertThat(owner.isAllowed()).isTrue();
        assertThat(owner.decidedAt()).isEmpty();
        assertThat(none.decide(AccessRequest.builder(ALICE, "kms:DeleteSecret", SECRET)
                                .build())
                        .isAllowed())
                .isFalse();
        assertThat(none.decide(AccessRequest.builder(Principal.account("1903253031260002"), "kms:DeleteSecret", SECRET)
                                .build())
                        .isAllowed())
                .isFalse();
    }

    private static List<String> texts(AccessDecision decision) {
        return decision.decidingStatements().stream()
                .map(PolicyStatement::toString)
                .toList();
    }
}
