package io.opensesame.internal.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.auth.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Acs3SignatureTest {
    static Stream<Arguments> vectors() {
        return SignatureVectors.section("v3");
    }

    static Stream<Arguments> capturedRequests() {
        return SignatureVectors.captured("V3");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void authorization_vector_isTheSameByteForByte(String name, JsonNode vector) {
        String query = PercentEncoding.canonicalQuery(SignatureVectors.map(vector.get("query")));
        SortedMap<String, String> headers = Acs3Signature.signedHeaders(SignatureVectors.map(vector.get("headers")));
        String hash = Acs3Signature.hashOf(vector.get("bodyUtf8").asText().getBytes(StandardCharsets.UTF_8));
        String method = vector.get("method").asText();
        String path = vector.get("path").asText();

        String request =
                Acs3Signature.canonicalRequest(method, path, query, headers, String.join(";", headers.keySet()), hash);

        assertThat(hash).isEqualTo(vector.get("hashedPayload").asText());
        assertThat(request).isEqualTo(vector.get("canonicalRequest").asText());
        assertThat(Acs3Signature.stringToSign(request))
                .isEqualTo(vector.get("stringToSign").asText());
        assertThat(Acs3Signature.authorization(credentials(vector), method, path, query, headers, hash))
                .isEqualTo(vector.get("authorization").asText())
                .endsWith(vector.get("signature").asText());
    }

    /** The classic client orders Authorization differently and does not sign the host, so this compares by member. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("capturedRequests")
    void authorization_requestOfAnOfficialClient_hasTheSameSignature(String name, JsonNode captured) {
        Map<String, String> sent = SignatureVectors.headers(captured);
        String authorization = Objects.requireNonNull(sent.get("Authorization"));
        SortedMap<String, String> headers = new TreeMap<>(Acs3Signature.signedHeaders(sent));
        headers.keySet()
                .retainAll(List.of(member(authorization, "SignedHeaders").split(";")));
        String hash = Acs3Signature.hashOf(captured.get("body").asText().getBytes(StandardCharsets.UTF_8));

        String ours = Acs3Signature.authorization(
                credentials(captured),
                captured.get("method").asText(),
                "/",
                PercentEncoding.canonicalQuery(SignatureVectors.query(captured)),
                headers,
                hash);

        assertThat(member(ours, "Signature")).isEqualTo(member(authorization, "Signature"));
        assertThat(member(ours, "SignedHeaders")).isEqualTo(member(authorization, "SignedHeaders"));
        assertThat(member(ours, "Credential")).isEqualTo(member(authorization, "Credential"));
    }

    @Test
    void authorization_manyThreadsWithDifferentSecrets_neverMixThem() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Boolean>> results = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                String secret = "secret-" + i;
                String expected = Acs3Signature.signature(secret, "text");
                results.add(threads.submit(() -> Stream.generate(() -> Acs3Signature.signature(secret, "text"))
                        .limit(2_000)
                        .allMatch(expected::equals)));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Credentials credentials(JsonNode vector) {
        return Credentials.accessKey(
                vector.get("accessKeyId").asText(),
                vector.get("accessKeySecret").asText());
    }

    private static String member(String authorization, String name) {
        for (String member :
                authorization.substring(authorization.indexOf(' ') + 1).split(",", -1)) {
            if (member.startsWith(name + "=")) {
                return member.substring(name.length() + 1);
            }
        }
        throw new AssertionError("no " + name + " in " + authorization);
    }
}
