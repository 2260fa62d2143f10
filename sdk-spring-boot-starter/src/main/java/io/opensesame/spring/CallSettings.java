package io.opensesame.spring;

import io.opensesame.kms.CallOptions;
import java.time.Duration;
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
    CallOptions options() {
        CallOptions.Builder builder = CallOptions.builder()
                .connectTimeout(connectTimeout)
                .readTimeout(readTimeout)
                .attemptTimeout(attemptTimeout)
                .deadline(deadline)
                .maxAttempts(maxAttempts)
                .baseBackoff(baseBackoff)
                .maxBackoff(maxBackoff)
                .secretsInBody(secretsInBody);
        Setting.apply(
                "calls.max-response-size",
                maxResponseSize,
                size -> builder.maxResponseBytes(
                        (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, size.toBytes()))));
        CallOptions[] built = new CallOptions[1];
        Setting.guard("calls", toString(), () -> built[0] = builder.build());
        return built[0];
    }
}
