package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The operation GetRandomPassword. */
final class PasswordOperations {
    private static final String EXCLUDED = "ExcludeCharacters";
    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 128;
    private static final int DEFAULT_LENGTH = 32;
    private static final String ALLOWED = PasswordGenerator.LOWERCASE
            + PasswordGenerator.UPPERCASE
            + PasswordGenerator.DIGITS
            + PasswordGenerator.PUNCTUATION;

    private final PasswordGenerator passwords;

    PasswordOperations(PasswordGenerator passwords) {
        this.passwords = passwords;
    }

    Map<String, Operation> table() {
        return Map.of("GetRandomPassword", Operation.of(this::generate));
    }

    private ObjectNode generate(Request request) {
        Parameters parameters = request.parameters();
        int length = parameters.integer("PasswordLength", MIN_LENGTH, MAX_LENGTH, DEFAULT_LENGTH);
        boolean requireEach = parameters.flag("RequireEachIncludedType");
        List<String> alphabets = alphabets(parameters);
        return Json.object().put("RandomPassword", passwords.generate(length, alphabets, requireEach));
    }

    /** Returns what is left of each kind of characters; a kind of which nothing is left is not included. */
    private static List<String> alphabets(Parameters parameters) {
        String excluded = parameters.optional(EXCLUDED).orElse("");
        if (excluded.chars().anyMatch(c -> ALLOWED.indexOf(c) < 0)) {
            throw ServiceRefusal.invalid(EXCLUDED);
        }
        List<String> alphabets = new ArrayList<>();
        include(alphabets, parameters, "ExcludeLowercase", PasswordGenerator.LOWERCASE, excluded);
        include(alphabets, parameters, "ExcludeUppercase", PasswordGenerator.UPPERCASE, excluded);
        include(alphabets, parameters, "ExcludeNumbers", PasswordGenerator.DIGITS, excluded);
        include(alphabets, parameters, "ExcludePunctuation", PasswordGenerator.PUNCTUATION, excluded);
        if (alphabets.isEmpty()) {
            throw ServiceRefusal.invalid(excluded.isEmpty() ? "ExcludePunctuation" : EXCLUDED);
        }
        return alphabets;
    }

    private static void include(
            List<String> alphabets, Parameters parameters, String excludingFlag, String alphabet, String excluded) {
        StringBuilder left = new StringBuilder();
        alphabet.chars().filter(c -> excluded.indexOf(c) < 0).forEach(c -> left.append((char) c));
        if (!parameters.flag(excludingFlag) && !left.isEmpty()) {
            alphabets.add(left.toString());
        }
    }
}
