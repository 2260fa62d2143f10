package io.opensesame.localkms.engine.call;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the parameters of one request with the service's checks. An empty parameter counts as absent. */
public final class Parameters {
    private final Map<String, String> values;

    /** Creates a reader of parameters by their wire names. */
    public Parameters(Map<String, String> values) {
        this.values = values;
    }

    /** Returns the parameter, or refuses its absence. */
    public String required(String name) {
        return optional(name).orElseThrow(() -> ServiceRefusal.missing(name));
    }

    /** Returns the parameter if it has a value. */
    public Optional<String> optional(String name) {
        return sent(name).filter(value -> !value.isEmpty());
    }

    /** Returns the parameter even if it is empty, for the few that may be set to nothing. */
    public Optional<String> sent(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Returns whether an optional flag is {@code true}. */
    public boolean flag(String name) {
        return optional(name).map(value -> parseFlag(name, value)).orElse(false);
    }

    /** Returns whether a required flag is {@code true}. */
    public boolean requiredFlag(String name) {
        return parseFlag(name, required(name));
    }

    /** Returns an optional number within its limits, both included. */
    public int integer(String name, int minimum, int maximum, int otherwise) {
        return optional(name)
                .map(value -> parseInteger(name, value, minimum, maximum))
                .orElse(otherwise);
    }

    /** Returns a required parameter's bytes, which travel as Base64. */
    public byte[] bytes(String name) {
        try {
            return Base64.getDecoder().decode(required(name));
        } catch (IllegalArgumentException e) {
            throw ServiceRefusal.invalid(name);
        }
    }

    /** Returns {@code <name>.1}, {@code <name>.2} and so on, in the order of their numbers. */
    public List<String> list(String name, int maximum) {
        SortedMap<Integer, String> elements = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(name + ".") && isIndex(key.substring(name.length() + 1))) {
                elements.put(Integer.valueOf(key.substring(name.length() + 1)), value);
            }
        });
        if (elements.size() > maximum) {
            throw ServiceRefusal.invalid(name);
        }
        return List.copyOf(elements.values());
    }

    /** Returns {@code <name>.1.<field>} and so on as one reader of fields for each number, in order. */
    public List<Parameters> objects(String name, int maximum) {
        SortedMap<Integer, Map<String, String>> elements = new TreeMap<>();
        values.forEach((key, value) -> {
            String[] parts = key.startsWith(name + ".")
                    ? key.substring(name.length() + 1).split("\\.", 2)
                    : new String[0];
            if (parts.length == 2 && isIndex(parts[0])) {
                elements.computeIfAbsent(Integer.valueOf(parts[0]), ignored -> new LinkedHashMap<>())
                        .put(parts[1], value);
            }
        });
        if (elements.size() > maximum) {
            throw ServiceRefusal.invalid(name);
        }
        return elements.values().stream().map(Parameters::new).toList();
    }

    /** Returns {@code <name>.<key>} for every key that was sent, as values by their keys, in the keys' order. */
    public SortedMap<String, String> members(String name) {
        SortedMap<String, String> members = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(name + ".")) {
                members.put(key.substring(name.length() + 1), value);
            }
        });
        return members;
    }

    private static boolean parseFlag(String name, String value) {
        if (value.equalsIgnoreCase("true")) {
            return true;
        }
        if (value.equalsIgnoreCase("false")) {
            return false;
        }
        throw ServiceRefusal.invalid(name);
    }

    private static int parseInteger(String name, String value, int minimum, int maximum) {
        try {
            int number = Integer.parseInt(value);
            if (number >= minimum && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number out of range.
        }
        throw ServiceRefusal.invalid(name);
    }

    private static boolean isIndex(String text) {
        return text.matches("[1-9][0-9]{0,4}");
    }
}
