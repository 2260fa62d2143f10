package io.opensesame.policy.validation;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardsTest {
    @ParameterizedTest
    @CsvSource({
        "*, a*b?, true",
        "a*b, a?b, true",
        "a?b, a*b, false",
        "a??b, a*b, false",
        "a*, a, true",
        "a*b*, acbd*, true",
        "secret/*, secret/orders*, true",
        "secret/o*, secret/*, false",
        "?, ?, true"
    })
    void covers_patterns_isSo(String wide, String narrow, boolean expected) {
        assertThat(Wildcards.covers(wide, narrow)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "*, acs:kms:*:*:key, true",
        "acs:kms:*:*:key*, acs:kms:?*:?*:key, true",
        "acs:kms:*:*:key*, acs:kms:?*:?*:key/?*, true",
        "acs:kms:*:*:key/*, acs:kms:?*:?*:key, false",
        "acs:kms:*:*:key, acs:kms:?*:?*:key/?*, false",
        "acs:*:*cn-beijing*:*:*, acs:kms:?*:?*:secret/?*, true",
        "acs:kms:cn-hangzhou:1:secret/a, acs:kms:?*:?*:key/?*, false",
        "acs:ecs:*:*:instance/*, acs:kms:?*:?*:key/?*, false"
    })
    void overlap_patternsWithArns_isSo(String pattern, String arn, boolean expected) {
        assertThat(Wildcards.overlap(pattern, arn)).isEqualTo(expected);
    }

    @Property(tries = 10_000, maxDiscardRatio = 1_000)
    void covers_whereItIs_whatFitsTheNarrowFitsTheWide(
            @ForAll("globs") String wide, @ForAll("globs") String narrow, @ForAll("words") String text) {
        Assume.that(fits(narrow, text) && Wildcards.covers(wide, narrow));

        assertThat(fits(wide, text)).isTrue();
    }

    @Property(tries = 10_000, maxDiscardRatio = 1_000)
    void overlap_whereATextFitsBoth_isTrue(
            @ForAll("globs") String one, @ForAll("globs") String other, @ForAll("words") String text) {
        Assume.that(fits(one, text) && fits(other, text));

        assertThat(Wildcards.overlap(one, other)).isTrue();
    }

    @Property(tries = 2_000)
    void overlap_withAText_isWhetherItFits(@ForAll("globs") String pattern, @ForAll("words") String text) {
        assertThat(Wildcards.overlap(pattern, text)).isEqualTo(fits(pattern, text));
        assertThat(Wildcards.covers(pattern, text)).isEqualTo(fits(pattern, text));
    }

    private static boolean fits(String pattern, String text) {
        return text.matches(pattern.replace("?", ".").replace("*", ".*"));
    }

    @Provide
    Arbitrary<String> globs() {
        return Arbitraries.strings().withChars("ab*?").ofMaxLength(5);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().withChars("ab").ofMaxLength(4);
    }
}
