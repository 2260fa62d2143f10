package io.opensesame.spring;

import io.opensesame.kms.CallOptions;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How long a call to KMS may take, and how often it is tried.
 *
 * @param connectTimeout time for opening one connection
 * @param readTimeout time for one wait for bytes
 * @param attemptTimeout time for one attempt
 * @param deadline time for the whole call, waits between attempts included
 * @param maxAttempts attempts a call
 * @param baseBackoff the first wait between attempts, which is doubled each time
 * @param maxBackoff the longest wait between attempts
 * @param maxResponseSize the largest answer that is read
 * @param secretsInBody whether plaintext that is sent travels in the body, not in the URL
 */
public record CallSettings(
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("5s") Duration readTimeout,
        @DefaultValue("7s") Duration attemptTimeout,
        @DefaultValue("15s") Duration deadline,
        @DefaultValue("4") int maxAttempts,
        @DefaultValue("200ms") Duration baseBackoff,
        @DefaultValue("2s") Duration maxBackoff,
        @DefaultValue("1MB") DataSize maxResponseSize,
        @DefaultValue("true") boolean secretsInBody) {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    CallOptions options() {
        CallOptions.Builder builder = CallOptions.builder();
        check("connect-timeout", builder, connectTimeout, builder::connectTimeout);
        check("read-timeout", builder, readTimeout, builder::readTimeout);
        check("attempt-timeout", builder, attemptTimeout, builder::attemptTimeout);
        check("deadline", builder, deadline, builder::deadline);
        check("max-attempts", builder, maxAttempts, builder::maxAttempts);
        check(
                "max-backoff",
                builder,
                maxBackoff,
                longest -> builder.baseBackoff(SHORTEST).maxBackoff(longest));
        check("base-backoff", builder, baseBackoff, builder::baseBackoff);
        check("max-response-size", builder, maxResponseSize, size -> builder.maxResponseBytes(bytes(size)));
        return builder.secretsInBody(secretsInBody).build();
    }

    /** The client library checks all options at the end: asked after each one, it tells of which it is. */
    private static <T> void check(String property, CallOptions.Builder builder, T value, Consumer<T> setter) {
        Setting.apply("calls." + property, value, set -> {
            setter.accept(set);
            builder.build();
        });
    }

    /** Nearly the size: one that no int holds is out of the range by far. */
    private static int bytes(DataSize size) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, size.toBytes()));
    }
}
