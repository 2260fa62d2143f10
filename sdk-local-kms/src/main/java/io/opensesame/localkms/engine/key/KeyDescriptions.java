package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.call.ServiceRefusal;

/** The rule for descriptions. */
final class KeyDescriptions {
    private static final int MAX_LENGTH = 8_192;

    private KeyDescriptions() {}

    /** Returns the description of at most 8,192 characters, or refuses it. */
    static String check(String description) {
        if (description.codePointCount(0, description.length()) > MAX_LENGTH) {
            throw ServiceRefusal.invalid("Description");
        }
        return description;
    }
}
