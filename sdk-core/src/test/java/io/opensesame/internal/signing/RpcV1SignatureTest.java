package io.opensesame.internal.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.internal.signing.RpcV1Signature.EmptyValues;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RpcV1SignatureTest {
    static Stream<Arguments> vectors() {
        return SignatureVectors.section("v1");
    }

    static Stream<Arguments> capturedRequests() {
        return SignatureVectors.captured("V1");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void signature_vector_isTheSameByteForByte(String name, JsonNode vector) {
        Map<String, String> parameters = SignatureVectors.map(vector.get("parameters"));
        String method = vector.get("method").asText();
        String secret = vector.get("accessKeySecret").asText();

        String stringToSign = RpcV1Signature.stringToSign(method, parameters, EmptyValues.SIGNED);

        assertThat(PercentEncoding.canonicalQuery(parameters))
                .isEqualTo(vector.get("canonicalQuery").asText());
        assertThat(stringToSign).isEqualTo(vector.get("stringToSign").asText());
        assertThat(RpcV1Signature.signature(secret, stringToSign))
                .isEqualTo(vector.get("signature").asText());
        if (vector.has("stringToSignEmptySkipped")) {
            String skipped = RpcV1Signature.stringToSign(method, parameters, EmptyValues.SKIPPED);
            assertThat(skipped).isEqualTo(vector.get("stringToSignEmptySkipped").asText());
            assertThat(RpcV1Signature.signature(secret, skipped))
                    .isEqualTo(vector.get("signatureEmptySkipped").asText());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("capturedRequests")
    void signature_requestOfAnOfficialClient_isTheSame(String name, JsonNode captured) {
        Map<String, String> parameters = SignatureVectors.query(captured);
        EmptyValues emptyValues =
                captured.get("emptyValuesSkippedInSignature").asBoolean() ? EmptyValues.SKIPPED : EmptyValues.SIGNED;

        String stringToSign = RpcV1Signature.stringToSign(captured.get("method").asText(), parameters, emptyValues);

        assertThat(stringToSign).isEqualTo(captured.get("stringToSign").asText());
        assertThat(RpcV1Signature.signature(captured.get("accessKeySecret").asText(), stringToSign))
                .isEqualTo(parameters.get("Signature"));
    }
}
