package io.opensesame.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Statement;
import io.opensesame.policy.naive.GeneratedCases;
import io.opensesame.policy.naive.NaiveEvaluator;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What holds for whatever policies and requests. */
class EvaluationPropertiesTest {
    private static final Map<PolicyType, String> MEMBERS = Map.of(
            PolicyType.CONTROL_POLICY, "controlPolicies",
            PolicyType.SESSION_POLICY, "sessionPolicies",
            PolicyType.IDENTITY_POLICY, "identityPolicies",
            PolicyType.SECRET_POLICY, "secretPolicy",
            PolicyType.KEY_POLICY, "keyPolicy",
            PolicyType.TRUST_POLICY, "trustPolicy");

    @Provide
    Arbitrary<ObjectNode> cases() {
        return GeneratedCases.cases();
    }

    @Provide
    Arbitrary<ObjectNode> policies() {
        return GeneratedCases.policies(GeneratedCases.ramStatements());
    }

    @Provide
    Arbitrary<String> limits() {
        return Arbitraries.of("sessionPolicies", "controlPolicies");
    }

    @Provide
    Arbitrary<String> sets() {
        return Arbitraries.of("identityPolicies", "sessionPolicies", "controlPolicies");
    }

    @Property(tries = 800)
    void decide_anyCase_equalsTheNaiveEvaluator(@ForAll("cases") ObjectNode one) {
        AccessOutcome outcome = AccessCase.decide(one).outcome();

        Statistics.label("outcome").collect(outcome).coverage(coverage -> {
            for (AccessOutcome each : AccessOutcome.values()) {
                coverage.check(each).percentage(share -> share > 3);
            }
        });
        assertThat(outcome.name())
                .isEqualTo(NaiveEvaluator.decide(one)
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                        .toUpperCase(Locale.ROOT));
    }

    @Property
    void decide_allowAddedToIdentityPolicies_neverTurnsAllowIntoDeny(
            @ForAll("cases") ObjectNode one, @ForAll("policies") ObjectNode policy) {
        ObjectNode more = added(one, "identityPolicies", withEffect(policy, "Allow"));

        assertThat(isAllowed(more) || !isAllowed(one)).isTrue();
    }

    @Property
    void decide_denyAddedAnywhere_neverAllows(
            @ForAll("cases") ObjectNode one, @ForAll("policies") ObjectNode policy, @ForAll("sets") String set) {
        ObjectNode more = added(one, set, withEffect(policy, "Deny"));

        assertThat(isAllowed(one) || !isAllowed(more)).isTrue();
    }

    @Property
    void decide_withSessionOrControlPolicies_onlyRestricts(
            @ForAll("cases") ObjectNode one, @ForAll("limits") String limits) {
        ObjectNode unlimited = one.deepCopy();
        unlimited.putArray(limits);

        assertThat(isAllowed(unlimited) || !isAllowed(one)).isTrue();
    }

    @Property
    void decide_statementsAndPoliciesInAnotherOrder_theSame(@ForAll("cases") ObjectNode one, @ForAll Random random) {
        ObjectNode shuffled = one.deepCopy();
        shuffled.findValues("Statement").forEach(list -> shuffle((ArrayNode) list, random));
        List.of("identityPolicies", "sessionPolicies", "controlPolicies")
                .forEach(set -> shuffle((ArrayNode) shuffled.path(set), random));

        AccessDecision decision = AccessCase.decide(shuffled);

        assertThat(decision.outcome()).isEqualTo(AccessCase.decide(one).outcome());
        assertThat(decision.decidingStatements().stream().map(PolicyStatement::statement))
                .containsExactlyInAnyOrderElementsOf(AccessCase.decide(one).decidingStatements().stream()
                        .map(PolicyStatement::statement)
                        .toList());
    }

    @Property
    void leastStatements_addedWhereTheyBelong_allow(@ForAll("cases") ObjectNode one) {
        Map<PolicyType, Statement> least = AccessCase.decide(one).leastStatements();
        Assume.that(!least.isEmpty());
        ObjectNode more = one.deepCopy();
        least.forEach((type, statement) -> statementsOf(more, type).add(json(statement)));

        assertThat(AccessCase.decide(one).outcome()).isEqualTo(AccessOutcome.IMPLICIT_DENY);
        assertThat(AccessCase.decide(more).isAllowed()).isTrue();
    }

    @Property
    void nearestMisses_anyCase_fewAndNeverMatching(@ForAll("cases") ObjectNode one) {
        AccessDecision decision = AccessCase.decide(one);

        assertThat(decision.nearestMisses())
                .hasSizeLessThanOrEqualTo(5)
                .allSatisfy(miss -> assertThat(miss.mismatches()).isNotEmpty());
        assertThat(decision.explanation()).hasLineCount(1).hasSizeLessThan(4_000);
    }

    private static ArrayNode statementsOf(ObjectNode one, PolicyType type) {
        JsonNode policy = one.path(MEMBERS.get(type));
        if (policy instanceof ArrayNode policies) {
            policy = policies.isEmpty() ? policies.addObject().put("Version", "1") : policies.get(0);
        }
        return ((ObjectNode) policy).withArray("Statement");
    }

    private static JsonNode json(Statement statement) {
        try {
            return JsonMapper.builder().build().readTree(statement.toString());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAllowed(ObjectNode one) {
        return AccessCase.decide(one).isAllowed();
    }

    private static ObjectNode withEffect(ObjectNode policy, String effect) {
        ObjectNode changed = policy.deepCopy();
        changed.path("Statement").forEach(statement -> ((ObjectNode) statement).put("Effect", effect));
        return changed;
    }

    private static ObjectNode added(ObjectNode one, String set, ObjectNode policy) {
        ObjectNode more = one.deepCopy();
        more.withArray(set).add(policy);
        return more;
    }

    private static void shuffle(ArrayNode list, Random random) {
        List<JsonNode> nodes = new ArrayList<>();
        list.forEach(nodes::add);
        Collections.shuffle(nodes, random);
        list.removeAll();
        list.addAll(nodes);
    }
}
