package io.opensesame.spring.masking;

import ch.qos.logback.classic.LoggerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

/**
 * Masks secrets' values in what Logback logs until the application is ready; if it never is, until Logback is set up
 * for another one.
 *
 * <p>Before Spring Boot reports why a start failed, Spring Framework itself logs the exception's message, which may
 * hold a value that could not be converted. Nothing else gets between the two.
 */
final class StartUpLogMasking implements ApplicationListener<SpringApplicationEvent>, Ordered {
    private static final boolean LOGBACK_IS_PRESENT =
            ClassUtils.isPresent("ch.qos.logback.classic.LoggerContext", StartUpLogMasking.class.getClassLoader());

    private @Nullable Runnable end;

    /** Created by Spring Boot, once for each application. */
    StartUpLogMasking() {}

    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER + 1; // which resets Logback
    }

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
            if (end == null && LOGBACK_IS_PRESENT) {
                end = Logback.mask(Masker.ofAll(prepared.getEnvironment()));
            }
        } else if (event instanceof ApplicationReadyEvent && end != null) {
            end.run();
            end = null;
        }
    }

    /** Apart, so that nothing of Logback is loaded where there is none. */
    private static final class Logback {
        /** Returns what ends the masking; null if SLF4J uses something else. */
        static @Nullable Runnable mask(Masker masker) {
            if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
                return null;
            }
            StartUpLogFilter filter = new StartUpLogFilter(masker);
            context.addTurboFilter(filter);
            return () -> context.getTurboFilterList().remove(filter);
        }
    }
}
