package io.opensesame.internal.credentials;

import io.opensesame.error.CredentialsException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Named texts of one place: a profile, or the environment. Messages show names, never a text, since one may have been
 * put where another belongs.
 */
final class Settings {
    private final String place;
    private final Function<String, Optional<String>> lookup;

    /** Takes the place's name for messages, and the look-up; a text of blanks counts as absent. */
    Settings(String place, Function<String, Optional<String>> lookup) {
        this.place = place;
        this.lookup = lookup;
    }

    String place() {
        return place;
    }

    Optional<String> text(String name) {
        return lookup.apply(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new CredentialsException(place + ": " + name + " is not set.", null));
    }

    /** Hands the named text, if it is there, to a setter that checks it. */
    void ifSet(String name, Function<String, ?> setter) {
        text(name).ifPresent(text -> {
            Object unused = checked(name, () -> setter.apply(text));
        });
    }

    /** Makes something of the named texts, and says which they were if it does not like them. */
    <T> T checked(String names, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            // Without the cause, whose message shows the text.
            throw new CredentialsException(place + ": " + names + " is malformed (its text is not shown).", null);
        }
    }
}
