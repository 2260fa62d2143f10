package io.opensesame.localkms.engine;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

final class GetRandomPasswordTest {
    // Told again rather than taken from the generator: every printable ASCII character but space and backtick.
    private static final Map<String, String> TYPES = Map.of(
            "ExcludeLowercase", ascii(Character::isLowerCase),
            "ExcludeUppercase", ascii(Character::isUpperCase),
            "ExcludeNumbers", ascii(Character::isDigit),
            "ExcludePunctuation", ascii(c -> !Character.isLetterOrDigit(c) && c != '`'));

    private final TestKms kms = new TestKms();

    @Example
    void get_default_is32CharactersAndNothingElse() {
        ObjectNode answer = kms.call("GetRandomPassword");

        assertThat(TestKms.fieldNames(answer)).containsExactly("RandomPassword");
        assertThat(answer.get("RandomPassword").textValue()).hasSize(32);
        assertThat(kms.call("GetRandomPassword")).isNotEqualTo(answer);
    }

    @Property(tries = 500)
    void get_anyParameters_areHonoured(
            @ForAll @IntRange(min = 8, max = 128) int length,
            @ForAll("excludedTypes") Set<String> excludedTypes,
            @ForAll("excludedCharacters") String excluded,
            @ForAll boolean requireEach) {
        Set<String> alphabets = alphabets(excludedTypes, excluded);
        Assume.that(!alphabets.isEmpty());
        List<String> parameters = new ArrayList<>(List.of(
                "PasswordLength",
                Integer.toString(length),
                "ExcludeCharacters",
                excluded,
                "RequireEachIncludedType",
                Boolean.toString(requireEach)));
        excludedTypes.forEach(type -> parameters.addAll(List.of(type, "true")));

        String password = kms.call("GetRandomPassword", parameters.toArray(String[]::new))
                .get("RandomPassword")
                .textValue();

        assertThat(password).hasSize(length);
        String allowed = String.join("", alphabets);
        assertThat(password.chars()).allMatch(c -> allowed.indexOf(c) >= 0);
        if (requireEach) {
            assertThat(alphabets).allMatch(alphabet -> password.chars().anyMatch(c -> alphabet.indexOf(c) >= 0));
        }
    }

    @Example
    void get_manyPasswords_useEveryCharacterInEveryPlace() {
        Set<Character> first = new HashSet<>();
        Set<Character> last = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            String password = kms.call(
                            "GetRandomPassword",
                            "PasswordLength",
                            "8",
                            "RequireEachIncludedType",
                            "true",
                            "ExcludePunctuation",
                            "true")
                    .get("RandomPassword")
                    .textValue();
            first.add(password.charAt(0));
            last.add(password.charAt(7));
        }

        assertThat(first).hasSize(62);
        assertThat(last).hasSize(62);
    }

    @Example
    void get_badParameters_areInvalid() {
        assertInvalid(kms.refused("GetRandomPassword", "PasswordLength", "7"), "PasswordLength");
        assertInvalid(kms.refused("GetRandomPassword", "PasswordLength", "129"), "PasswordLength");
        assertInvalid(kms.refused("GetRandomPassword", "PasswordLength", "many"), "PasswordLength");
        assertInvalid(kms.refused("GetRandomPassword", "ExcludeNumbers", "1"), "ExcludeNumbers");
        assertInvalid(kms.refused("GetRandomPassword", "ExcludeCharacters", "a b"), "ExcludeCharacters");
        assertInvalid(kms.refused("GetRandomPassword", "ExcludeCharacters", "`"), "ExcludeCharacters");
        assertInvalid(
                kms.refused(
                        "GetRandomPassword",
                        "ExcludeLowercase",
                        "true",
                        "ExcludeUppercase",
                        "true",
                        "ExcludePunctuation",
                        "true",
                        "ExcludeCharacters",
                        "0123456789"),
                "ExcludeCharacters");
    }

    @Provide
    Arbitrary<Set<String>> excludedTypes() {
        return Arbitraries.of(TYPES.keySet()).set();
    }

    @Provide
    Arbitrary<String> excludedCharacters() {
        return Arbitraries.strings()
                .withChars(String.join("", TYPES.values()).toCharArray())
                .ofMaxLength(80);
    }

    private static Set<String> alphabets(Set<String> excludedTypes, String excluded) {
        return TYPES.entrySet().stream()
                .filter(type -> !excludedTypes.contains(type.getKey()))
                .map(type -> type.getValue()
                        .chars()
                        .filter(c -> excluded.indexOf(c) < 0)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()))
                .filter(alphabet -> !alphabet.isEmpty())
                .collect(Collectors.toSet());
    }

    private static String ascii(java.util.function.IntPredicate of) {
        StringBuilder characters = new StringBuilder();
        for (char c = '!'; c <= '~'; c++) {
            if (of.test(c)) {
                characters.append(c);
            }
        }
        return characters.toString();
    }
}
