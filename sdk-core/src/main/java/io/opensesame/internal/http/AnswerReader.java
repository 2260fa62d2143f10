package io.opensesame.internal.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.auth.Credentials;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.ServiceRefusal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers: a JSON object on success, else a failure that says what came instead. Never shows a body.
 *
 * <p>Size, depth and lengths are bounded, after decompression.
 */
final class AnswerReader {
    private static final int MAX_DEPTH = 64;

    private final RpcService service;
    private final int maxBytes;
    private final JsonMapper json;

    AnswerReader(RpcService service, int maxBytes) {
        this.service = service;
        this.maxBytes = maxBytes;
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(maxBytes)
                .maxNameLength(1024)
                .maxNumberLength(64)
                .build();
        this.json = JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(constraints).build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** Reads the whole body, or null if it is larger than allowed. */
    byte @Nullable [] body(Response response) throws IOException {
        long announced = response.body().contentLength();
        if (announced > maxBytes) {
            return null;
        }
        try (BufferedSource source = response.body().source()) {
            return source.request(maxBytes + 1L) ? null : source.readByteArray();
        }
    }

    /**
     * Returns the answer's object.
     *
     * @param body what {@link #body} gave
     * @param now the corrected time, for a pause that is asked for by date
     * @throws AttemptFailure if the answer is a refusal, or none that the service would give
     */
    JsonNode read(
            Response response, byte @Nullable [] body, PreparedCall prepared, Credentials credentials, Instant now) {
        int status = response.code();
        if (status >= 300 && status < 400) {
            throw redirect(response, prepared);
        }
        if (status < 200 || status >= 300) {
            throw refusal(response, body, prepared, credentials, now);
        }
        if (body == null) {
            throw unreadable(response, prepared, "an answer of more than " + maxBytes + " bytes");
        }
        JsonNode object = parse(body);
        if (object == null || !object.isObject()) {
            throw unreadable(response, prepared, body.length == 0 ? "an empty body" : "a body that is no JSON object");
        }
        return object;
    }

    /** Returns null for what is no JSON. The parser's own words are dropped, as they quote the text. */
    private @Nullable JsonNode parse(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            return null;
        }
    }

    private AttemptFailure refusal(
            Response response, byte @Nullable [] body, PreparedCall prepared, Credentials credentials, Instant now) {
        ErrorEnvelope envelope = ErrorEnvelope.of(body == null ? null : parse(body));
        RpcCall call = prepared.call();
        ServiceRefusal refusal = new ServiceRefusal(
                call.action(),
                call.resource(),
                service.endpoint().authority(),
                response.code(),
                envelope.code(),
                ServiceWords.of(envelope.message(), call, credentials),
                envelope.requestId());
        ErrorClass errorClass = ErrorClass.of(envelope.code(), response.code());
        Duration retryAfter = RetryAfter.parse(response.header("Retry-After"), now);
        KmsServiceException exception =
                Refusals.exception(errorClass, refusal, envelope.denial(), retryAfter, service, call);
        Instant serverTime = RetryAfter.httpDate(response.header("Date"));
        return AttemptFailure.refused(exception, errorClass, prepared.repeatable(), retryAfter, serverTime);
    }

    private AttemptFailure redirect(Response response, PreparedCall prepared) {
        return unanswered(
                prepared,
                "a redirect (HTTP " + response.code() + ") to " + host(response.header("Location"))
                        + ". Redirects are not followed, as they would leak signed headers; set the endpoint to the"
                        + " right host");
    }

    /** Only the host: the rest of the address may repeat parameters. */
    private static String host(@Nullable String location) {
        try {
            String host = location == null ? null : URI.create(location).getHost();
            return host == null ? "an unnamed host" : ServiceWords.oneLine(host);
        } catch (IllegalArgumentException e) {
            return "an unnamed host";
        }
    }

    private AttemptFailure unreadable(Response response, PreparedCall prepared, String what) {
        String type = response.header("Content-Type");
        return unanswered(
                prepared,
                what + " (HTTP " + response.code() + ", "
                        + (type == null ? "no content type" : "content type " + ServiceWords.oneLine(type))
                        + "). A proxy or load balancer may have answered instead of the service; check the endpoint"
                        + " and the proxy");
    }

    private AttemptFailure unanswered(PreparedCall prepared, String what) {
        RpcCall call = prepared.call();
        String authority = service.endpoint().authority();
        String doubt = prepared.repeatable() ? "" : " The call may have been carried out: check before calling again.";
        return AttemptFailure.unanswered(
                new KmsTransportException(
                        call.action(),
                        authority,
                        call.words() + " at " + authority + " was answered with " + what + "." + doubt,
                        null),
                false);
    }
}
