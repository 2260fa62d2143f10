package io.opensesame.kms.secret;

import io.opensesame.policy.SecretPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the service demands of parameters. Each check returns its value, or tells the rule and what broke it. */
final class Rules {
    static final int MAX_VERSION_ID_LENGTH = 64;

    private Rules() {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is needed; set it before build()");
        }
        return value;
    }

    /** A name without blanks and control characters, which no wire name of the service has. */
    static String word(String what, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                throw new IllegalArgumentException(String.format(
                        "%s must not have blanks or control characters; got U+%04X after '%s'",
                        what, (int) c, text.substring(0, i)));
            }
        }
        return text;
    }

    static String versionId(String field, String id) {
        if (id.length() > MAX_VERSION_ID_LENGTH) {
            throw new IllegalArgumentException(
                    field + " has 1 to " + MAX_VERSION_ID_LENGTH + " characters; got " + id.length());
        }
        return word(field, id);
    }

    static int between(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    most == Integer.MAX_VALUE
                            ? field + " is at least " + least + "; got " + value
                            : field + " is between " + least + " and " + most + "; got " + value);
        }
        return value;
    }

    static Duration rotationInterval(Duration interval) {
        if (interval.compareTo(Duration.ofHours(6)) < 0
                || interval.compareTo(Duration.ofHours(8_760)) > 0
                || !interval.equals(Duration.ofSeconds(interval.toSeconds()))) {
            throw new IllegalArgumentException(
                    "a rotation interval is between 6 and 8,760 hours, in whole seconds; got " + interval);
        }
        return interval;
    }

    /** Checks it by reading it, so that a mistake is found before the call; it is sent as it is. */
    static String policy(String policy) {
        int sizeBytes = policy.getBytes(StandardCharsets.UTF_8).length;
        if (policy.isBlank() || sizeBytes > SecretPolicy.MAX_BYTES) {
            throw new IllegalArgumentException("a secret policy is JSON of 1 to " + SecretPolicy.MAX_BYTES
                    + " bytes; got " + sizeBytes + " bytes" + (policy.isBlank() ? ", all blank" : ""));
        }
        SecretPolicy.parse(policy);
        return policy;
    }
}
