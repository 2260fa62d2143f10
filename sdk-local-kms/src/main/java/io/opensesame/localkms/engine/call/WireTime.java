package io.opensesame.localkms.engine.call;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as the service writes and reads them: dates as {@code 2024-07-17T07:59:05Z}, intervals as {@code 604800s}. */
public final class WireTime {
    private static final Pattern INTERVAL = Pattern.compile("([0-9]{1,9})([dhms])");

    private WireTime() {}

    /** Writes a date, in whole seconds. */
    public static String date(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Writes an interval, in seconds. */
    public static String interval(Duration interval) {
        return interval.toSeconds() + "s";
    }

    /** Reads an interval in days, hours, minutes or seconds, refusing one that is not within the limits. */
    public static Duration parseInterval(String parameter, String text, Duration minimum, Duration maximum) {
        Matcher matcher = INTERVAL.matcher(text);
        if (!matcher.matches()) {
            throw ServiceRefusal.invalid(parameter);
        }
        Duration interval = Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
        if (interval.compareTo(minimum) < 0 || interval.compareTo(maximum) > 0) {
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
