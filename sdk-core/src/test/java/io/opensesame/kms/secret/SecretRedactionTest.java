package io.opensesame.kms.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.kms.GenericRequest;
import io.opensesame.kms.GenericResponse;
import io.opensesame.secrets.SecretType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A canary that no type which holds it may show. */
class SecretRedactionTest {
    private static final String CANARY = "canary-7f3a";
    private static final String CANARY_BASE64 = "Y2FuYXJ5LTdmM2E=";

    static Stream<Object> secretBearing() {
        GetSecretValueResponse value = GetSecretValueResponse.builder()
                .secretName("a")
                .secretType(SecretType.GENERIC)
                .versionId("v1")
                .data(SecretData.text(CANARY))
                .build();
        byte[] bytes = CANARY.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                SecretData.text(CANARY),
                SecretData.binary(bytes),
                CreateSecretRequest.builder()
                        .secretName("a")
                        .versionId("v1")
                        .text(CANARY)
                        .build(),
                CreateSecretRequest.builder()
                        .secretName("a")
                        .versionId("v1")
                        .binary(bytes)
                        .build(),
                PutSecretValueRequest.builder()
                        .secretName("a")
                        .versionId("v1")
                        .text(CANARY)
                        .build(),
                PutSecretValueRequest.builder()
                        .secretName("a")
                        .versionId("v1")
                        .binary(bytes)
                        .build(),
                value,
                new BatchGetSecretValueResponse(List.of(value), List.of(), "r"),
                new GetRandomPasswordResponse(CANARY, "r"),
                GenericRequest.of("Encrypt").parameter("Plaintext", CANARY),
                GenericRequest.of("Unheard").parameter("Of", CANARY).confidential(),
                GenericResponse.of("Decrypt", "{\"Plaintext\":\"" + CANARY + "\"}"));
    }

    @ParameterizedTest
    @MethodSource("secretBearing")
    void toString_holdsASecret_showsNeitherTheSecretNorItsLength(Object holder) {
        assertThat(holder.toString())
                .contains("redacted")
                .doesNotContain(CANARY)
                .doesNotContain(CANARY_BASE64)
                .doesNotContain("11");
    }
}
