package io.opensesame.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.kms.KmsEndpoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** Whatever the bytes of an answer: a JSON object, or one of our exceptions with a short message on one line. */
class AnswerReaderFuzzTest {
    private static final RpcService SERVICE = RpcService.kms(KmsEndpoint.publicRegion("cn-hangzhou"));
    private static final AnswerReader READER = new AnswerReader(SERVICE, 4096);
    private static final PreparedCall CALL = new SignedRequests(SERVICE, true, new Random(1)).prepare(TransportRig.GET);

    @Property
    void read_anyBytes_isAnObjectOrATypedException(
            @ForAll byte[] body, @ForAll @IntRange(min = 200, max = 599) int status) {
        assertObjectOrTypedException(body, status, "text/plain", "1");
    }

    @Property
    void read_anyEnvelope_isATypedException(
            @ForAll("jsonish") String body,
            @ForAll @IntRange(min = 400, max = 599) int status,
            @ForAll("headers") String header) {
        assertObjectOrTypedException(body.getBytes(StandardCharsets.UTF_8), status, header, header);
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> jsonish() {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(600).map(AnswerReaderFuzzTest::quoted);
        Arbitrary<String> value = Arbitraries.oneOf(
                text,
                Arbitraries.of(
                        "null",
                        "1e99999",
                        "-0",
                        "[]",
                        "{\"a\":[1]}",
                        "true",
                        "\"Throttling\"",
                        "\"Forbidden.NoPermission\"",
                        "\"This operation for  is forbidden\"",
                        "\"operation for acs:kms:::key/ is forbidden\"",
                        ""));
        Arbitrary<String> name = Arbitraries.of("Code", "code", "Message", "message", "RequestId", "HttpStatus");
        return net.jqwik.api.Combinators.combine(name, value)
                .as((n, v) -> "\"" + n + "\":" + v)
                .list()
                .ofMaxSize(6)
                .map(members -> "{" + String.join(",", members) + "}");
    }

    private static String quoted(String text) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }

    private static void assertObjectOrTypedException(byte[] body, int status, String type, String retryAfter) {
        Response response = new Response.Builder()
                .request(new Request.Builder().url("https://localhost/").build())
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .header("Content-Type", type)
                .header("Retry-After", retryAfter)
                .header("Location", retryAfter)
                .header("Date", retryAfter)
                .build();
        try {
            JsonNode answer = READER.read(response, body, CALL, TransportRig.CREDENTIALS, Instant.EPOCH);
            assertThat(answer.isObject()).isTrue();
            assertThat(status).isBetween(200, 299);
        } catch (AttemptFailure failure) {
            assertThat(failure.exception()).isInstanceOfAny(KmsServiceException.class, KmsTransportException.class);
            assertThat(failure.exception().getMessage()).hasSizeLessThan(1500).doesNotContain("\n", "\r");
        }
    }
}
