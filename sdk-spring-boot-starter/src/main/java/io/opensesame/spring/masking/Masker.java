package io.opensesame.spring.masking;

import io.opensesame.spring.masking.SecretTexts.Occurrence;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Puts {@value #MASK} in the place of secrets' values in any text. Thread-safe.
 *
 * <p>The names of secrets and of properties are no secrets, and are what a reader needs: a value that happens to be a
 * part of such a name is left alone there.
 */
public final class Masker {
    /** What stands in the place of a value: {@value}. */
    public static final String MASK = "******";

    private final List<SecretTexts> secrets;
    private final Collection<String> moreNames;

    /**
     * Creates a masker.
     *
     * @param secrets what is masked
     */
    public Masker(Collection<SecretTexts> secrets) {
        this(secrets, Set.of());
    }

    private Masker(Collection<SecretTexts> secrets, Collection<String> moreNames) {
        this.secrets = List.copyOf(secrets);
        this.moreNames = moreNames;
    }

    /** Returns one for what is logged: it masks all secrets that this JVM has imported lately, and secret settings. */
    static Masker ofAll(@Nullable Environment environment) {
        List<SecretTexts> texts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        if (environment instanceof ConfigurableEnvironment configurable) {
            texts.add(SecretSettings.in(configurable));
            SecretSettings.names(configurable).forEach(names::add);
        }
        SecretTexts.all().forEach(texts::add);
        return new Masker(texts, names);
    }

    /**
     * Tells whether a text as a whole is a value.
     *
     * @param text the text
     * @return whether it is
     */
    public boolean isValue(String text) {
        return secrets.stream().anyMatch(secret -> secret.contains(text));
    }

    /**
     * Masks the values in a text.
     *
     * @param text the text
     * @return the text without values; the same one if it has none
     */
    public String mask(String text) {
        List<Occurrence> found = find(text);
        if (found.isEmpty()) {
            return text;
        }
        BitSet secret = new BitSet(text.length());
        found.forEach(each -> secret.set(each.start(), each.end()));
        StringBuilder masked = new StringBuilder();
        int shown = 0;
        while (shown < text.length()) {
            int start = secret.nextSetBit(shown);
            if (start < 0) {
                break;
            }
            masked.append(text, shown, start).append(MASK);
            shown = secret.nextClearBit(start);
        }
        return masked.append(text, shown, text.length()).toString();
    }

    /** Returns where values stand in a text, each with the property and the secret that gave it. */
    List<Occurrence> find(String text) {
        List<Occurrence> found = secrets.stream()
                .flatMap(secret -> secret.occurrencesIn(text).stream())
                .toList();
        if (found.isEmpty()) {
            return found;
        }
        List<Name> names = namesIn(text);
        return found.stream()
                .filter(each -> names.stream().noneMatch(name -> name.hides(each)))
                .toList();
    }

    private List<Name> namesIn(String text) {
        return Stream.concat(moreNames.stream(), secrets.stream().flatMap(secret -> secret.publicNames().stream()))
                .flatMap(Masker::withPrefixes)
                .distinct()
                .flatMap(name -> IntStream.iterate(text.indexOf(name), at -> at >= 0, at -> text.indexOf(name, at + 1))
                        .mapToObj(at -> new Name(at, at + name.length())))
                .toList();
    }

    /** A report may name the prefix under which properties were to be bound. */
    private static Stream<String> withPrefixes(String name) {
        return Stream.iterate(
                name, each -> !each.isEmpty(), each -> each.substring(0, Math.max(0, each.lastIndexOf('.'))));
    }

    private record Name(int start, int end) {
        /** Whether the value is but a part of the name; one that is all of it is masked. */
        boolean hides(Occurrence value) {
            return start <= value.start() && value.end() <= end && value.end() - value.start() < end - start;
        }
    }
}
