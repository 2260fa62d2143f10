package io.opensesame.internal.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and intervals as the service writes them. */
public final class WireTime {
    /** Seen from the service: no fraction, 8 digits and 9, {@code Z} and {@code +08:00}. */
    private static final DateTimeFormatter ISO_WITH_ANY_OFFSET = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private static final String WHOLE_SECOND = "0000-00-00T00:00:00Z";
    private static final Pattern BEYOND_NANOSECONDS = Pattern.compile("(\\.[0-9]{9})[0-9]+");
    private static final Pattern INTERVAL = Pattern.compile("([0-9]{1,12})([smhd])");

    private WireTime() {}

    /** Reads a time with a fraction of any length, of which nanoseconds are kept, and any offset. */
    public static Instant parseInstant(String text) {
        if (isWholeSecondInUtc(text)) {
            try {
                return wholeSecondInUtc(text);
            } catch (DateTimeException e) {
                // Such as 24:00:00, which the formatter knows how to read, or refuses in words.
            }
        }
        return parseByFormatter(text);
    }

    /** Whether it has the form that nearly every answer has, {@code 2026-01-01T00:00:00Z}: the formatter costs much. */
    private static boolean isWholeSecondInUtc(String text) {
        if (text.length() != WHOLE_SECOND.length()) {
            return false;
        }
        for (int i = 0; i < WHOLE_SECOND.length(); i++) {
            char form = WHOLE_SECOND.charAt(i);
            char c = text.charAt(i);
            if (form == '0' ? c < '0' || c > '9' : c != form) {
                return false;
            }
        }
        return true;
    }

    private static Instant wholeSecondInUtc(String text) {
        return LocalDateTime.of(
                        Integer.parseInt(text, 0, 4, 10),
                        Integer.parseInt(text, 5, 7, 10),
                        Integer.parseInt(text, 8, 10, 10),
                        Integer.parseInt(text, 11, 13, 10),
                        Integer.parseInt(text, 14, 16, 10),
                        Integer.parseInt(text, 17, 19, 10))
                .toInstant(ZoneOffset.UTC);
    }

    private static Instant parseByFormatter(String text) {
        try {
            String nanoseconds = BEYOND_NANOSECONDS.matcher(text).replaceFirst("$1");
            return OffsetDateTime.parse(nanoseconds, ISO_WITH_ANY_OFFSET).toInstant();
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("not an ISO 8601 time with an offset", unreadable);
        }
    }

    /** Reads {@code 604800s}, {@code 10080m}, {@code 168h} or {@code 7d}. */
    public static Duration parseInterval(String text) {
        Matcher interval = INTERVAL.matcher(text);
        if (!interval.matches()) {
            throw new IllegalArgumentException("not a number followed by s, m, h or d");
        }
        long count = Long.parseLong(interval.group(1));
        return switch (interval.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** Writes an interval in seconds, as the service does itself. */
    public static String formatInterval(Duration interval) {
        return interval.toSeconds() + "s";
    }
}
