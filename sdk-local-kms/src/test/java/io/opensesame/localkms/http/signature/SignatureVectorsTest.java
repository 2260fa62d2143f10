package io.opensesame.localkms.http.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opensesame.localkms.engine.KmsEngine;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every vector of {@code signature-vectors.json}: published ones, and requests captured from official clients. */
class SignatureVectorsTest {
    private static final JsonNode VECTORS = read();

    @TestFactory
    Stream<DynamicTest> rpcSignature_everyVector_isReproduced() {
        return vectors("v1")
                .map(vector -> DynamicTest.dynamicTest(name(vector), () -> {
                    String secret = vector.get("accessKeySecret").asText();
                    ApiRequest request = new ApiRequest(
                            vector.get("method").asText(),
                            strings(vector.get("parameters")),
                            Map.of(),
                            Map.of(),
                            new byte[0]);

                    String stringToSign = RpcSignature.stringToSign(request);

                    assertThat(stringToSign)
                            .isEqualTo(vector.get("stringToSign").asText());
                    assertThat(RpcSignature.signature(stringToSign, secret))
                            .isEqualTo(vector.get("signature").asText());
                    assertThat(RpcSignature.provenParameters(
                                    request, secret, vector.get("signature").asText()))
                            .hasValue(request.parameters());
                    if (vector.has("stringToSignEmptySkipped")) {
                        assertThat(RpcSignature.stringToSignWithoutEmptyValues(request))
                                .isEqualTo(
                                        vector.get("stringToSignEmptySkipped").asText());
                        assertThat(RpcSignature.provenParameters(
                                        request,
                                        secret,
                                        vector.get("signatureEmptySkipped").asText()))
                                .hasValueSatisfying(proven -> assertThat(proven)
                                        .doesNotContainValue("")
                                        .hasSizeLessThan(request.parameters().size()));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> headerSignature_everyVector_isReproduced() {
        return vectors("v3")
                .map(vector -> DynamicTest.dynamicTest(name(vector), () -> {
                    AuthorizationHeader authorization = AuthorizationHeader.parse(
                                    vector.get("authorization").asText())
                            .orElseThrow();
                    Map<String, List<String>> headers = new HashMap<>();
                    strings(vector.get("headers")).forEach((header, value) -> headers.put(header, List.of(value)));
                    byte[] body = vector.get("bodyUtf8").asText().getBytes(StandardCharsets.UTF_8);
                    ApiRequest request = new ApiRequest(
                            vector.get("method").asText(), strings(vector.get("query")), Map.of(), headers, body);

                    assertThat(Digests.sha256Hex(body))
                            .isEqualTo(vector.get("hashedPayload").asText());
                    assertThat(HeaderSignature.canonicalRequest(request, authorization))
                            .isEqualTo(vector.get("canonicalRequest").asText());
                    assertThat(HeaderSignature.stringToSign(request, authorization))
                            .isEqualTo(vector.get("stringToSign").asText());
                    assertThat(authorization.signature())
                            .isEqualTo(vector.get("signature").asText());
                    assertThat(HeaderSignature.matches(
                                    request,
                                    authorization,
                                    vector.get("accessKeySecret").asText()))
                            .isTrue();
                }));
    }

    @TestFactory
    Stream<DynamicTest> verify_everyRequestOfAnOfficialClient_passesTheSignatureCheck() {
        return vectors("wire")
                .map(vector -> DynamicTest.dynamicTest(name(vector), () -> {
                    ApiRequest request = wireRequest(vector);

                    RequestVerifier verifier = verifier(vector, request);
                    if (name(vector).contains("-sts")) {
                        // The token is checked after the signature, and can't be of a key that never expires.
                        assertThatThrownBy(() -> verifier.verify(request))
                                .isInstanceOfSatisfying(
                                        ServiceRefusal.class,
                                        refusal -> assertThat(refusal.code())
                                                .isEqualTo("InvalidSecurityToken.MismatchWithAccessKey"));
                    } else {
                        assertThat(verifier.verify(request).accessKey().id())
                                .isEqualTo(vector.get("accessKeyId").asText());
                    }
                    checkIntermediates(vector, request);
                }));
    }

    private static void checkIntermediates(JsonNode vector, ApiRequest request) {
        if (vector.get("scheme").asText().equals("V1")) {
            String stringToSign = vector.path("emptyValuesSkippedInSignature").asBoolean()
                    ? RpcSignature.stringToSignWithoutEmptyValues(request)
                    : RpcSignature.stringToSign(request);
            assertThat(stringToSign).isEqualTo(vector.get("stringToSign").asText());
            return;
        }
        AuthorizationHeader authorization = AuthorizationHeader.parse(
                        request.header("authorization").orElseThrow())
                .orElseThrow();
        assertThat(HeaderSignature.canonicalRequest(request, authorization))
                .isEqualTo(vector.get("canonicalRequest").asText());
        assertThat(HeaderSignature.stringToSign(request, authorization))
                .isEqualTo(vector.get("stringToSign").asText());
        if (vector.has("signingKeyHex")) {
            byte[] key = HeaderSignature.signingKey(
                    authorization, vector.get("accessKeySecret").asText());
            assertThat(HexFormat.of().formatHex(key))
                    .isEqualTo(vector.get("signingKeyHex").asText());
        }
    }

    /** A verifier at the time of the request that knows its key, as one that never expires. */
    private static RequestVerifier verifier(JsonNode vector, ApiRequest request) {
        String timestamp = request.header("x-acs-date")
                .or(() -> request.parameter("Timestamp"))
                .orElseThrow();
        Clock clock = Clock.fixed(Instant.parse(timestamp), ZoneOffset.UTC);
        KmsEngine engine = new KmsEngine("1", "cn-hangzhou", clock, new SecureRandom());
        engine.accessKeys()
                .register(
                        vector.get("accessKeyId").asText(),
                        vector.get("accessKeySecret").asText(),
                        Caller.root("1"));
        return new RequestVerifier(engine.accessKeys(), clock, clock);
    }

    private static ApiRequest wireRequest(JsonNode vector) {
        String target = vector.get("target").asText();
        Map<String, String> query = new HashMap<>();
        int questionMark = target.indexOf('?');
        if (questionMark >= 0) {
            for (String pair : target.substring(questionMark + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        Map<String, List<String>> headers = new HashMap<>();
        for (JsonNode header : vector.get("headers")) {
            headers.computeIfAbsent(header.get(0).asText(), ignored -> new ArrayList<>())
                    .add(header.get(1).asText());
        }
        byte[] body = vector.get("body").asText().getBytes(StandardCharsets.UTF_8);
        return new ApiRequest(vector.get("method").asText(), query, Map.of(), headers, body);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String name(JsonNode vector) {
        return vector.get("name").asText();
    }

    private static Stream<JsonNode> vectors(String section) {
        return StreamSupport.stream(VECTORS.get(section).spliterator(), false);
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new HashMap<>();
        object.properties()
                .forEach(field -> strings.put(field.getKey(), field.getValue().asText()));
        return strings;
    }

    private static JsonNode read() {
        try (InputStream in = SignatureVectorsTest.class.getResourceAsStream("/signature-vectors.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException("the vectors are on the test class path", e);
        }
    }
}
