package io.opensesame.policy.leastprivilege;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.ResourcePattern;
import io.opensesame.policy.Statement;
import io.opensesame.policy.evaluation.AccessOutcome;
import io.opensesame.policy.evaluation.AccessPolicies;
import io.opensesame.policy.evaluation.AccessRequest;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The policies allow all that is needed, and nothing else. */
class LeastPrivilegePropertyTest {
    private static final String OWNER = "1192853035110001";
    private static final Principal ALICE = Principal.ramUser(OWNER, "alice");

    @Provide
    Arbitrary<Set<NeededPermission>> needs() {
        Arbitrary<String> actions =
                Arbitraries.of("kms:GetSecretValue", "kms:DescribeSecret", "kms:Decrypt", "kms:Encrypt");
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 120).map(i -> "secret/" + "long-name-".repeat(4) + i),
                Arbitraries.of("secret", "key", "key/*", "key/a", "key/b", "secret/s*"));
        Arbitrary<String> resources =
                names.map(name -> "acs:kms:cn-hangzhou:" + OWNER + ":" + name).edgeCases(config -> config.add("*"));
        return Combinators.combine(actions, resources)
                .as(NeededPermission::of)
                .set()
                .ofMaxSize(200);
    }

    @Property(tries = 200)
    void ramPolicies_anyNeeds_allowEach(@ForAll("needs") Set<NeededPermission> needs) {
        AccessPolicies.Builder attached = AccessPolicies.builder();
        policies(needs).forEach(attached::identity);
        AccessPolicies user = attached.build();

        assertThat(needs)
                .allSatisfy(need -> assertThat(user.decide(AccessRequest.builder(ALICE, need.action(), need.resource())
                                        .build())
                                .outcome())
                        .isEqualTo(AccessOutcome.ALLOW));
    }

    @Property(tries = 200)
    void ramPolicies_anyNeeds_haveNoPairThatIsNotNeeded(@ForAll("needs") Set<NeededPermission> needs) {
        for (RamPolicy policy : policies(needs)) {
            assertThat(policy.toJson()).hasSizeLessThanOrEqualTo(RamPolicy.MAX_CHARACTERS);
            for (Statement statement : policy.statements()) {
                for (ActionPattern action : statement.actions()) {
                    for (ResourcePattern resource : statement.resources()) {
                        assertThat(needs).contains(NeededPermission.of(action.toString(), resource.toString()));
                    }
                }
            }
        }
    }

    @Property(tries = 100)
    void ramPolicies_anyNeeds_haveEachPairOnce(@ForAll("needs") Set<NeededPermission> needs) {
        List<String> pairs = policies(needs).stream()
                .flatMap(policy -> policy.statements().stream())
                .flatMap(statement -> statement.actions().stream()
                        .flatMap(action -> statement.resources().stream().map(resource -> action + " " + resource)))
                .toList();

        assertThat(pairs).doesNotHaveDuplicates();
    }

    private static List<RamPolicy> policies(Set<NeededPermission> needs) {
        return LeastPrivilege.builder().need(needs).build().ramPolicies();
    }
}
