package io.opensesame.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.policy.naive.NaiveEvaluator;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
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
        AccessDecision decision = AccessCase.decide(one);

        String expected = one.path("expected").asText().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
        assertThat(decision.outcome().name())
                .as("%s: %s", name, one.path("why").asText())
                .isEqualTo(expected.toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void naiveEvaluator_documentedCase_expectedOutcome(String name, JsonNode one) {
        assertThat(NaiveEvaluator.decide(one))
                .as("%s: %s", name, one.path("why").asText())
                .isEqualTo(one.path("expected").asText());
    }
}
