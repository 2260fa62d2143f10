package io.opensesame.spring.masking;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/** Logs a message, and the exception with it, masked in the place of one that holds a secret's value. Thread-safe. */
final class StartUpLogFilter extends TurboFilter {
    private final Masker masker;

    StartUpLogFilter(Masker masker) {
        this.masker = masker;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        if (format == null || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL; // asked whether the level is on, or it is off
        }
        String message = MessageFormatter.basicArrayFormat(format, arguments);
        Throwable cause = thrown == null ? MessageFormatter.getThrowableCandidate(arguments) : thrown;
        String maskedMessage = masker.mask(message);
        Throwable maskedCause = cause == null ? null : MaskedException.unlessClean(cause, masker);
        if (maskedMessage.equals(message) && maskedCause == cause) {
            return FilterReply.NEUTRAL;
        }
        LoggingEvent event =
                new LoggingEvent(StartUpLogFilter.class.getName(), logger, level, maskedMessage, maskedCause, null);
        if (marker != null) {
            event.addMarker(marker);
        }
        logger.callAppenders(event);
        return FilterReply.DENY;
    }
}
