package io.opensesame.kms.key;

import io.opensesame.policy.KeyPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the service demands of parameters. Each check returns its value, or tells the rule and what broke it. */
final class Rules {
    private static final int MAX_DESCRIPTION_LENGTH = 8_192;

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

    /** Checks it by reading it, so that a mistake is found before the call; it is sent as it is. */
    static String policy(String policy) {
        int sizeBytes = policy.getBytes(StandardCharsets.UTF_8).length;
        if (policy.isBlank() || sizeBytes > KeyPolicy.MAX_BYTES) {
            throw new IllegalArgumentException("a key policy is JSON of 1 to " + KeyPolicy.MAX_BYTES + " bytes; got "
                    + sizeBytes + " bytes" + (policy.isBlank() ? ", all blank" : ""));
        }
        KeyPolicy.parse(policy);
        return policy;
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

    static String description(String text) {
        int length = text.codePointCount(0, text.length());
        if (length > MAX_DESCRIPTION_LENGTH) {
            throw new IllegalArgumentException(
                    "a description has at most " + MAX_DESCRIPTION_LENGTH + " characters; got " + length);
        }
        return text;
    }

    static Duration rotationInterval(Duration interval) {
        if (interval.compareTo(Duration.ofDays(7)) < 0
                || interval.compareTo(Duration.ofDays(730)) > 0
                || !interval.equals(Duration.ofSeconds(interval.toSeconds()))) {
            throw new IllegalArgumentException(
                    "a key's rotation interval is between 7 and 730 days, in whole seconds; got " + interval);
        }
        return interval;
    }

    static Duration pendingWindow(Duration window) {
        long days = window.toDays();
        if (days < 7 || days > 366 || !window.equals(Duration.ofDays(days))) {
            throw new IllegalArgumentException("a pending window has 7 to 366 whole days; got " + window);
        }
        return window;
    }

    /** On the wire 0 says that the material does not expire. Whether the time is past, KMS judges by its own clock. */
    static Instant expiry(Instant expiresAt) {
        if (expiresAt.getEpochSecond() < 1) {
            throw new IllegalArgumentException(
                    "a time of expiry is after 1970-01-01T00:00:00Z; leave it out for material that does not expire; got "
                            + expiresAt);
        }
        return expiresAt;
    }
}
