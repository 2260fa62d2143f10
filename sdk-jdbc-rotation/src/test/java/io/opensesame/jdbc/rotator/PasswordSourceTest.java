package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.kms.secret.GetRandomPasswordRequest;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PasswordSourceTest {
    private static final PasswordRules ANY = new PasswordRules(200, "");

    @Test
    void local_defaults_areUrlSafeAndOfEachKind() {
        String password = PasswordSource.local(PasswordPolicy.ofDefaults()).next(ANY);

        assertThat(password)
                .hasSize(32)
                .matches("[A-Za-z0-9._~-]+")
                .containsPattern("[a-z]")
                .containsPattern("[A-Z]")
                .containsPattern("[0-9]")
                .containsPattern("[._~-]");
    }

    @Property(tries = 200)
    void local_anyPolicyAndRules_makesWhatBothAllow(
            @ForAll @IntRange(min = 8, max = 128) int length,
            @ForAll @IntRange(min = 8, max = 140) int maxLength,
            @ForAll @Size(min = 1) Set<CharacterKind> kinds,
            @ForAll long seed) {
        PasswordRules rules = new PasswordRules(maxLength, "aB3'\"\\");
        PasswordPolicy policy = PasswordPolicy.builder()
                .length(length)
                .kinds(kinds)
                .excludedCharacters("xY9%")
                .build();

        String password = new LocalPasswords(new Random(seed), policy).next(rules);

        assertThat(password).hasSize(Math.min(length, maxLength)).doesNotContainPattern("[aB3'\"\\\\xY9%]");
        assertThat(rules.violation(password)).isEmpty();
        assertThat(policy.hasEachKind(password)).isTrue();
        assertThat(EnumSet.complementOf(EnumSet.copyOf(kinds)))
                .allMatch(
                        kind -> password.chars().allMatch(c -> kind.characters().indexOf(c) < 0));
    }

    @Test
    void local_manyPasswords_favourNoCharacter() {
        PasswordPolicy digits = PasswordPolicy.builder()
                .kinds(EnumSet.of(CharacterKind.DIGITS))
                .length(100)
                .build();
        LocalPasswords passwords = new LocalPasswords(new Random(1), digits);
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            passwords.next(ANY).chars().forEach(c -> counts.merge(c, 1, Integer::sum));
        }

        assertThat(counts.values()).hasSize(10).allMatch(count -> count > 9_600 && count < 10_400);
    }

    @Test
    void next_nothingLeftOfAKind_saysWhich() {
        PasswordPolicy policy = PasswordPolicy.ofDefaults();

        assertThatThrownBy(() -> PasswordSource.local(policy).next(new PasswordRules(32, "-._~")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no character of kind PUNCTUATION is left");
    }

    @Test
    void builder_wrongValues_areRefused() {
        assertThatThrownBy(() -> PasswordPolicy.builder().length(7)).hasMessageContaining("8 to 128: 7");
        assertThatThrownBy(() -> PasswordPolicy.builder().length(129)).hasMessageContaining("8 to 128: 129");
        assertThatThrownBy(() -> PasswordPolicy.builder().kinds(Set.of())).hasMessageContaining("one kind");
        assertThatThrownBy(() -> new PasswordRules(7, "")).hasMessageContaining("at least 8: 7");
    }

    @Test
    void violation_passwordThatBreaksARule_namesTheRuleAlone() {
        PasswordRules rules = new PasswordRules(12, "'");

        assertThat(rules.violation("short"))
                .hasValueSatisfying(text -> assertThat(text).contains("8 to 12"));
        assertThat(rules.violation("it's-quoted")).hasValue("it holds one of the excluded characters '");
        assertThat(rules.violation("sch\u00f6n-genug")).hasValue("it holds characters other than visible ASCII ones");
        assertThat(rules.violation("good-enough")).isEmpty();
    }

    @Test
    void accepts_passwordThatIsNotAsAskedFor_isFalse() {
        PasswordPolicy policy = PasswordPolicy.builder().length(8).build();

        assertThat(policy.accepts("aA1-aA1-")).isTrue();
        assertThat(policy.accepts("aA1-aA1")).isFalse();
        assertThat(policy.accepts("aA1aaA1a")).isFalse();
        assertThat(policy.accepts("aA1-aA1'")).isFalse();
    }

    @Test
    void request_policyWithinRules_excludesWhatKmsTakes() {
        GetRandomPasswordRequest request = KmsPasswords.request(PasswordPolicy.builder()
                .kinds(EnumSet.of(CharacterKind.UPPERCASE, CharacterKind.PUNCTUATION))
                .excludedCharacters("`a#A")
                .build()
                .within(new PasswordRules(20, "'#")));

        assertThat(request.length()).isEqualTo(20);
        assertThat(request.excludeCharacters()).isEqualTo("#A'");
        assertThat(request.excludeLowercase()).isTrue();
        assertThat(request.excludeNumbers()).isTrue();
        assertThat(request.excludePunctuation()).isFalse();
        assertThat(request.requireEachIncludedType()).isTrue();
    }
}
