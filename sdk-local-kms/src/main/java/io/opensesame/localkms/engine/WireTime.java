package io.opensesame.localkms.engine;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as the service writes and reads them: dates as {@code 2024-07-17T07:59:05Z}, intervals as {@code 604800s}. */
final class WireTime {
    private static final Pattern INTERVAL = Pattern.compile("([0-9]{1,9})([dhms])");
    private static final Duration MIN_ROTATION_INTERVAL = Duration.ofHours(6);
    private static final Duration MAX_ROTATION_INTERVAL = Duration.ofDays(365);

    private WireTime() {}

    static String date(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    static String interval(Duration interval) {
        return interval.toSeconds() + "s";
    }

    /** Reads an interval of 6 to 8,760 hours in days, hours, minutes or seconds. */
    static Duration parseRotationInterval(String parameter, String text) {
        Matcher matcher = INTERVAL.matcher(text);
        if (!matcher.matches()) {
            throw ServiceRefusal.invalid(parameter);
        }
        Duration interval = Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
        if (interval.compareTo(MIN_ROTATION_INTERVAL) < 0 || interval.compareTo(MAX_ROTATION_INTERVAL) > 0) {
            throw ServiceRefusal.invalid(parameter);
        }
        return interval;
    }

    private static ChronoUnit unit(String letter) {
        return switch (letter) {
            case "d" -> ChronoUnit.DAYS;
            case "h" -> ChronoUnit.HOURS;
            case "m" -> ChronoUnit.MINUTES;
            case "s" -> ChronoUnit.SECONDS;
            default -> throw new DateTimeException("no unit of an interval: " + letter);
        };
    }
}
