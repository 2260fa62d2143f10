package io.opensesame.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.TrustPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases that were written from the documentation alone. */
class PolicyCasesTest {
    static Stream<Arguments> cases() throws IOException {
        try (InputStream stream = PolicyCasesTest.class.getResourceAsStream("policy-cases.json")) {
            JsonNode cases = JsonMapper.builder().build().readTree(stream);
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(one -> Arguments.of(one.path("name").asText(), one));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void decide_documentedCase_expectedOutcome(String name, JsonNode one) {
        AccessDecision decision = policies(one).decide(request(one.path("request")));

        String expected = one.path("expected").asText().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
        assertThat(decision.outcome().name())
                .as("%s: %s", name, one.path("why").asText())
                .isEqualTo(expected.toUpperCase(Locale.ROOT));
    }

    private static AccessPolicies policies(JsonNode one) {
        AccessPolicies.Builder builder = AccessPolicies.builder();
        one.path("identityPolicies").forEach(policy -> builder.identity(RamPolicy.parse(policy.toString())));
        one.path("sessionPolicies").forEach(policy -> builder.session(RamPolicy.parse(policy.toString())));
        one.path("controlPolicies").forEach(policy -> builder.control("control", RamPolicy.parse(policy.toString())));
        AccessPolicies policies = builder.build();
        if (one.has("secretPolicy")) {
            policies = policies.onSecret(
                    SecretPolicy.parse(one.path("secretPolicy").toString()));
        }
        if (one.has("trustPolicy")) {
            policies = policies.onRole(TrustPolicy.parse(one.path("trustPolicy").toString()));
        }
        return policies;
    }

    private static AccessRequest request(JsonNode node) {
        String principal = node.path("principal").asText();
        AccessRequest.Builder builder = AccessRequest.builder(
                principal.startsWith("acs:") ? Principal.ofRam(principal) : Principal.service(principal),
                node.path("action").asText(),
                node.path("resource").asText());
        for (Map.Entry<String, JsonNode> entry : node.path("context").properties()) {
            List<String> values = new ArrayList<>();
            if (entry.getValue().isArray()) {
                entry.getValue().forEach(value -> values.add(value.asText()));
            } else {
                values.add(entry.getValue().asText());
            }
            builder.context(entry.getKey(), values);
        }
        return builder.build();
    }
}
