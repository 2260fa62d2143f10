package io.opensesame.policy;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.opensesame.error.PolicyException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in a policy's words, and at its place, why a text is no JSON. */
final class JsonMistake {
    /** Where an open brace is, in the parser's own words. */
    private static final Pattern ASIDE = Pattern.compile(" \\((for|start marker at) .*", Pattern.DOTALL);

    private JsonMistake() {}

    static PolicyException of(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return at(e.getLocation(), "This is nested deeper, or has a longer name or text in it, than any policy");
        }
        if (e instanceof JsonEOFException) {
            return at(e.getLocation(), "The text ends before the policy does");
        }
        String message = ASIDE.matcher(e.getOriginalMessage()).replaceFirst("");
        return at(e.getLocation(), "This is no JSON: " + Texts.shortened(message));
    }

    static PolicyException at(@Nullable JsonLocation location, String sentence) {
        return location == null
                ? new PolicyException(sentence, 1, 1)
                : new PolicyException(sentence, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
