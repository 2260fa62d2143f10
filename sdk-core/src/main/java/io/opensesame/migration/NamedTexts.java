package io.opensesame.migration;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The settings of one place: a file, or the environment. Messages show names and rules, never a text, since a secret
 * may have been put where another text belongs.
 */
record NamedTexts(String place, Map<String, String> texts) {
    static NamedTexts of(String place, Properties properties) {
        return new NamedTexts(
                place,
                properties.stringPropertyNames().stream()
                        .collect(Collectors.toUnmodifiableMap(key -> key, properties::getProperty)));
    }

    /** Returns a text without the blanks around it; one of blanks alone counts as absent. */
    Optional<String> text(String key) {
        return Optional.ofNullable(texts.get(key)).map(String::strip).filter(text -> !text.isEmpty());
    }

    String required(String key, String because) {
        return text(key).orElseThrow(() -> problem(key + " is missing: " + because));
    }

    /** Makes something of the texts under a key, and tells the rule if that fails. */
    <T> T checked(String key, String rule, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            // Without the cause, whose message may show the text.
            throw problem(key + " must be " + rule + "; what it is instead is not shown");
        }
    }

    IllegalArgumentException problem(String what) {
        return new IllegalArgumentException(place + ": " + what);
    }

    /** {@return the place; a text may be a secret} */
    @Override
    public String toString() {
        return "NamedTexts[" + place + "]";
    }
}
