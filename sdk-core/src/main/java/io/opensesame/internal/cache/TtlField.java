package io.opensesame.internal.cache;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the time after which a value wants to be refreshed from a field of the value itself. */
final class TtlField {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_TEXT = 32;
    private static final BigDecimal LONGEST_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(3650).toSeconds());

    private final @Nullable String field;
    private final TimeUnit unit;
    private final Logger log;

    TtlField(CacheOptions options) {
        this(options, LoggerFactory.getLogger(SecretCache.LOGGER_NAME));
    }

    TtlField(CacheOptions options, Logger log) {
        this.field = options.ttlField().orElse(null);
        this.unit = options.ttlUnit();
        this.log = log;
    }

    /** Returns the time that the value names, one second at least; empty if it names none that can be understood. */
    Optional<Duration> of(SecretValue value) {
        if (field == null) {
            return Optional.empty();
        }
        byte[] bytes = value.exposeBytes();
        try {
            return find(bytes, field).map(text -> atLeastASecond(duration(text)));
        } catch (ArithmeticException | DateTimeException | NumberFormatException e) {
            // The exception may quote the secret, so it is not logged.
            log.warn(
                    "Version '{}' of secret '{}' has no usable time in its JSON field '{}'; it is refreshed as others are",
                    value.versionId(),
                    value.name(),
                    field);
            return Optional.empty();
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Looks at the members of the outermost object only. What is no JSON has no members, and is nothing to warn of. */
    private static Optional<String> find(byte[] document, String field) {
        try (JsonParser parser = JSON.createParser(document)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = field.equals(parser.currentName());
                JsonToken value = parser.nextToken();
                if (wanted && value.isScalarValue()) {
                    return Optional.of(parser.getText());
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Duration duration(String text) {
        String trimmed = text.strip();
        if (trimmed.length() > LONGEST_TEXT) {
            throw new NumberFormatException();
        }
        if (trimmed.startsWith("P") || trimmed.startsWith("p")) {
            return Duration.parse(trimmed);
        }
        BigDecimal unitSeconds = BigDecimal.valueOf(unit.toNanos(1), 9);
        BigDecimal seconds = new BigDecimal(trimmed).multiply(unitSeconds).min(LONGEST_SECONDS);
        return Duration.ofNanos(seconds.max(BigDecimal.ZERO).movePointRight(9).longValue());
    }

    private static Duration atLeastASecond(Duration ttl) {
        return ttl.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : ttl;
    }
}
