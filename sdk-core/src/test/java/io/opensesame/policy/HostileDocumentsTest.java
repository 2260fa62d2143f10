package io.opensesame.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.error.PolicyException;
import io.opensesame.policy.validation.PolicyValidator;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents that were written to cost more than they are worth. */
class HostileDocumentsTest {
    private static final String HEAD = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",";
    private static final Duration AMPLE = Duration.ofSeconds(20);

    @Test
    void parse_tenMegabytes_isRefusedUnread() {
        String text = HEAD + " ".repeat(10_000_000);

        assertRefused(text, "No policy is longer than 65536 characters, and this text has 10000059");
    }

    @Test
    void parse_deepNesting_isRefused() {
        assertRefused("[".repeat(60_000), "A RAM policy is an object in braces");
        assertRefused(HEAD + "\"Resource\":" + "[".repeat(60_000), "Resource takes a text in quotes");
        assertRefused(HEAD + "\"Condition\":" + "{\"Bool\":".repeat(8_000), "The value of Bool takes a text in quotes");
    }

    @Test
    void parse_longNameOrText_isRefused() {
        assertRefused("{\"" + "V".repeat(60_000) + "\":1}", "has a longer name or text in it, than any policy");
        assertRefused(HEAD + "\"Resource\":\"*" + "a".repeat(60_000) + "\"}]}", "has a longer name or text in it");
        assertRefused("{\"Version\":" + "9".repeat(60_000) + "}", "has a longer name or text in it");
    }

    @Test
    void parse_manyValues_areReadInBoundedTime() {
        String resources = "\"*\",".repeat(15_000) + "\"*\"";
        StringBuilder keys = new StringBuilder("\"a:0\":\"\"");
        for (int i = 1; i < 5_000; i++) {
            keys.append(",\"a:").append(i).append("\":\"\"");
        }

        Assertions.assertTimeoutPreemptively(AMPLE, () -> {
            RamPolicy many = RamPolicy.parse(HEAD + "\"Resource\":[" + resources + "]}]}");
            RamPolicy conditions =
                    RamPolicy.parse(HEAD + "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{" + keys + "}}}]}");

            assertThat(many.statements().get(0).resources()).hasSize(15_001);
            assertThat(conditions.statements().get(0).conditions()).hasSize(5_000);
        });
    }

    @ParameterizedTest
    @CsvSource({"Aa, BB", "Ab, BA"}) // the hash of a String, and that of a table of names
    void parse_manyMembersOfOneHash_areReadInBoundedTime(String one, String other) {
        StringBuilder keys = new StringBuilder("\"a:x\":\"\"");
        for (int i = 0; i < 2_048; i++) {
            StringBuilder key = new StringBuilder(",\"a:");
            for (int bit = 0; bit < 11; bit++) {
                key.append((i >> bit & 1) == 0 ? one : other);
            }
            keys.append(key).append("\":\"\"");
        }

        Assertions.assertTimeoutPreemptively(
                AMPLE,
                () -> RamPolicy.parse(HEAD + "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{" + keys + "}}}]}"));
    }

    @Test
    void validate_manyActionsAndConditionsOrPrincipals_takesBoundedTime() {
        String actions = listed(2_500, i -> "\"kms:*s*" + Integer.toString(i, 36) + "*\"");
        String conditions = listed(1_500, i -> "\"kms:tag/" + i + "\":\"\"");
        String someActions = listed(1_600, i -> "\"kms:*s*" + Integer.toString(i, 36) + "*\"");
        String users = listed(1_200, i -> "\"acs:ram::1:user/" + i + "\"");
        String identityPolicy = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[" + actions
                + "],\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{" + conditions + "}}}]}";
        String secretPolicy = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[" + someActions
                + "],\"Resource\":\"*\",\"Principal\":{\"RAM\":[" + users + "]}}]}";

        Assertions.assertTimeoutPreemptively(AMPLE, () -> {
            assertThat(PolicyValidator.forIdentityPolicy().validate(identityPolicy))
                    .hasSizeGreaterThan(2_500);
            assertThat(PolicyValidator.forSecretPolicy("2").validate(secretPolicy))
                    .hasSizeGreaterThan(1_200);
        });
    }

    private static String listed(int count, IntFunction<String> element) {
        return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(","));
    }

    @Test
    void matches_pathologicalWildcards_takeBoundedTime() {
        String aaaa = "a".repeat(8_000);
        ResourcePattern resource = ResourcePattern.of("*" + "a*".repeat(4_000) + "b");
        ActionPattern action = ActionPattern.of("kms:" + "a*".repeat(4_000) + "b");
        Condition condition = Condition.of(ConditionOperator.STRING_LIKE, "acs:UserAgent", "a*a*a*a*a*a*a*a*b");

        Assertions.assertTimeoutPreemptively(AMPLE, () -> {
            for (int i = 0; i < 20; i++) {
                assertThat(resource.matches(aaaa)).isFalse();
                assertThat(action.matches("kms:" + aaaa)).isFalse();
                assertThat(condition.isMet(List.of(aaaa), Effect.ALLOW)).isFalse();
            }
        });
        assertThat(resource.matches(aaaa + "b")).isTrue();
    }

    @Test
    void conditions_numbersAndDatesOfAbsurdSize_areOfTheWrongType() {
        assertThat(ConditionOperator.NUMERIC_EQUALS.accepts("9".repeat(8_000))).isFalse();
        assertThat(ConditionOperator.NUMERIC_EQUALS.accepts("1e999999999")).isFalse();
        assertThat(ConditionOperator.DATE_EQUALS.accepts("+999999999999-01-01T00:00:00Z"))
                .isFalse();
        assertThat(ConditionOperator.IP_ADDRESS.accepts("1".repeat(8_000))).isFalse();
    }

    private static void assertRefused(String text, String problem) {
        Assertions.assertTimeoutPreemptively(
                AMPLE,
                () -> assertThatThrownBy(() -> RamPolicy.parse(text))
                        .isInstanceOf(PolicyException.class)
                        .hasMessageContaining(problem)
                        .message()
                        .hasLineCount(1)
                        .hasSizeLessThan(300));
    }
}
