package io.opensesame.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    @ParameterizedTest
    @CsvSource({
        // operator, the condition's value, a value that meets it, a value that does not
        "StringEquals, Apollo, Apollo, apollo",
        "StringEquals, Apo*, Apo*, Apollo",
        "StringNotEquals, Apollo, apollo, Apollo",
        "StringEqualsIgnoreCase, Apollo, APOLLO, Apollo11",
        "StringNotEqualsIgnoreCase, Apollo, Apollo11, APOLLO",
        "StringLike, Apo*o?1, Apollo11, apollo11",
        "StringNotLike, Apo*, apollo, Apollo",
        "NumericEquals, 10, 10.00, 10.01",
        "NumericNotEquals, 10, -10, 10.0",
        "NumericLessThan, 10, 9.999, 10",
        "NumericLessThanEquals, 10, 10.0, 10.1",
        "NumericGreaterThan, -1.5, -1, -1.5",
        "NumericGreaterThanEquals, 7, +7, 6.9",
        "DateEquals, 2026-08-12T17:00:00+08:00, 2026-08-12T09:00:00Z, 2026-08-12T17:00:00Z",
        "DateNotEquals, 2026-08-12T09:00:00Z, 2026-08-12T09:00:01Z, 2026-08-12T11:00:00+02:00",
        "DateLessThan, 2026-08-12T17:00:00+08:00, 2026-08-12T08:59:59Z, 2026-08-12T09:00:00Z",
        "DateLessThanEquals, 2026-08-12, 2026-08-12T00:00:00Z, 2026-08-12T00:00:00.001Z",
        "DateGreaterThan, 2026-08-12T09:00:00Z, 2026-08-12T09:00:00.001Z, 2026-08-12T09:00:00Z",
        "DateGreaterThanEquals, 2026-08-12T09:00:00Z, 2026-08-12T09:00:00Z, 2026-08-12T08:59:59Z",
        "Bool, true, TRUE, false",
        "Bool, false, false, true",
        "IpAddress, 192.168.0.0/16, 192.168.255.255, 192.169.0.0",
        "IpAddress, 172.16.215.218, 172.16.215.218, 172.16.215.219",
        "IpAddress, 10.1.2.3/12, 10.15.255.255, 10.16.0.0",
        "IpAddress, 0.0.0.0/0, 203.0.113.7, ::1",
        "IpAddress, 2001:db8::/33, 2001:db8:7fff::1, 2001:db8:8000::",
        "IpAddress, 2001:DB8::1, 2001:db8:0:0::1, 2001:db8::2",
        "IpAddress, 10.0.0.0/8, ::ffff:10.1.1.1, ::10.1.1.1",
        "IpAddress, ::ffff:10.0.0.0/104, 10.9.9.9, 11.0.0.0",
        "NotIpAddress, 10.0.0.0/8, 11.0.0.1, 10.0.0.1",
        "NotIpAddress, 2001:db8::/32, 10.0.0.1, 2001:db8::9"
    })
    void isMet_eachOperator_comparesAsDocumented(String operator, String value, String met, String notMet) {
        Condition condition = Condition.of(ConditionOperator.named(operator).orElseThrow(), "acs:Key", value);

        for (Effect effect : Effect.values()) {
            assertThat(condition.isMet(List.of(met), effect)).as(met).isTrue();
            assertThat(condition.isMet(List.of(notMet), effect)).as(notMet).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isMet_keyAbsent_onlyForNegativeOperators(ConditionOperator operator) {
        Condition condition = Condition.of(operator, "acs:Key", "true");

        assertThat(condition.isMet(List.of(), Effect.ALLOW)).isEqualTo(operator.isNegative());
        assertThat(condition.isMet(List.of(), Effect.DENY)).isEqualTo(operator.isNegative());
    }

    @Test
    void negativeOperators_areThose() {
        assertThat(Stream.of(ConditionOperator.values())
                        .filter(ConditionOperator::isNegative)
                        .map(ConditionOperator::wireName))
                .containsExactly(
                        "StringNotEquals",
                        "StringNotEqualsIgnoreCase",
                        "StringNotLike",
                        "NumericNotEquals",
                        "DateNotEquals",
                        "NotIpAddress");
        assertThat(ConditionOperator.values()).hasSize(21);
    }

    @Test
    void isMet_severalValues_areAlternatives() {
        Condition any = Condition.of(ConditionOperator.IP_ADDRESS, "acs:SourceIp", "10.0.0.0/8", "198.51.100.11");
        Condition none = Condition.of(ConditionOperator.NOT_IP_ADDRESS, "acs:SourceIp", "10.0.0.0/8", "198.51.100.11");

        assertThat(any.isMet(List.of("198.51.100.11"), Effect.ALLOW)).isTrue();
        assertThat(none.isMet(List.of("198.51.100.11"), Effect.DENY)).isFalse();
        assertThat(none.isMet(List.of("198.51.100.12"), Effect.DENY)).isTrue();
        assertThat(none.isMet(List.of("198.51.100.12", "10.0.0.1"), Effect.DENY))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "NumericEquals, 10, ten",
        "NumericEquals, ten, 10",
        "DateLessThan, tomorrow, 2026-08-12T09:00:00Z",
        "DateLessThan, 2026-08-12T09:00:00Z, 2026-08-12 09:00",
        "Bool, yes, true",
        "Bool, true, 1",
        "IpAddress, 10.0.0.0/33, 10.0.0.1",
        "IpAddress, 10.0.0.0/8, host.example",
        "IpAddress, 2001:db8::/129, 2001:db8::1"
    })
    void isMet_positiveOperatorWithWrongType_isNot(String operator, String value, String present) {
        Condition condition = Condition.of(ConditionOperator.named(operator).orElseThrow(), "acs:Key", value);

        assertThat(condition.isMet(List.of(present), Effect.ALLOW)).isFalse();
        assertThat(condition.isMet(List.of(present), Effect.DENY)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"NumericNotEquals, 10, ten", "DateNotEquals, never, 2026-08-12T09:00:00Z", "NotIpAddress, 10.0.0.0/8, x"
    })
    void isMet_negativeOperatorWithWrongType_onlyDenies(String operator, String value, String present) {
        Condition condition = Condition.of(ConditionOperator.named(operator).orElseThrow(), "acs:Key", value);

        assertThat(condition.isMet(List.of(present), Effect.ALLOW)).isFalse();
        assertThat(condition.isMet(List.of(present), Effect.DENY)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0",
                "10.0.0.256",
                "010.0.0.1",
                "10.0.0.0/08",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "/8",
                ".::1",
                "\uff11::1",
                "::1%lo",
                "fe80::1%1",
                "[::1]",
                "1:2",
                ":::",
                "::ffff:10.0.0.0/95",
                "::ffff:010.0.0.1",
                "localhost"
            })
    void accepts_whatIsNoAddress_isFalseWithoutAskingANameServer(String text) {
        assertThat(ConditionOperator.IP_ADDRESS.accepts(text)).isFalse();
    }

    @Test
    void of_withoutValueOrPrefix_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.of(ConditionOperator.BOOL, "acs:MFAPresent"))
                .withMessageContaining("needs a value to compare with");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.of(ConditionOperator.BOOL, "MFAPresent", "true"))
                .withMessageContaining("<prefix>:<name>");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.of(ConditionOperator.STRING_LIKE, "acs:UserAgent", "\ud800"))
                .withMessageContaining("no control character");
    }
}
