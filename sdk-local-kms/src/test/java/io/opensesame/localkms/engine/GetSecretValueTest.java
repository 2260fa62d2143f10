package io.opensesame.localkms.engine;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertMissing;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GetSecretValueTest {
    private final TestKms kms = new TestKms();

    @BeforeEach
    void createSecretWithTwoVersions() {
        kms.createGeneric("a");
        kms.clock.advance(Duration.ofHours(1));
        kms.put("a", "v2", "value-2");
    }

    @Test
    void get_generic_answersExactlyTheseFields() {
        ObjectNode answer = kms.call("GetSecretValue", "SecretName", "a", "FetchExtendedConfig", "true");

        assertThat(answer.toString())
                .isEqualTo("{\"SecretName\":\"a\",\"SecretType\":\"Generic\",\"SecretData\":\"value-2\","
                        + "\"SecretDataType\":\"text\",\"VersionId\":\"v2\",\"CreateTime\":\"2026-03-01T10:00:00Z\","
                        + "\"VersionStages\":{\"VersionStage\":[\"ACSCurrent\"]}}");
    }

    @Test
    void get_binary_givesTheTextAsItWasPut() {
        kms.call(
                "CreateSecret", "SecretName", "b", "VersionId", "v1", "SecretData", "AQI=", "SecretDataType", "binary");

        ObjectNode answer = kms.call("GetSecretValue", "SecretName", "b");

        assertThat(answer.get("SecretData").textValue()).isEqualTo("AQI=");
        assertThat(answer.get("SecretDataType").textValue()).isEqualTo("binary");
    }

    @ParameterizedTest
    @CsvSource({"ACSPrevious,,value-1", "ACSCurrent,,value-2", ",v1,value-1", "ACSPrevious,v1,value-1"})
    void get_byStageAndVersionId_findsTheVersion(@Nullable String stage, @Nullable String versionId, String expected) {
        JsonNode answer = kms.call("GetSecretValue", parameters("a", stage, versionId));

        assertThat(answer.get("SecretData").textValue()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "blue,,404,Forbidden.ResourceNotFound",
        ",v9,404,Forbidden.ResourceNotFound",
        "ACSCurrent,v1,400,InvalidParameter",
        "no stage,,400,InvalidParameter",
    })
    void get_byWrongStageOrVersionId_isRefused(
            @Nullable String stage, @Nullable String versionId, int status, String code) {
        assertRefused(kms.refused("GetSecretValue", parameters("a", stage, versionId)), status, code);
    }

    @Test
    void get_missingSecret_isNotFound() {
        assertRefused(kms.refused("GetSecretValue", "SecretName", "b"), 404, "Forbidden.ResourceNotFound");
        assertMissing(kms.refused("GetSecretValue"), "SecretName");
        assertInvalid(kms.refused("GetSecretValue", "SecretName", "n".repeat(193)), "SecretName");
    }

    @Test
    void get_deprecatedVersion_isReadableByIdWithNoStages() {
        kms.put("a", "v3", "value-3");

        ObjectNode answer = kms.call("GetSecretValue", "SecretName", "a", "VersionId", "v1");

        assertThat(answer.get("SecretData").textValue()).isEqualTo("value-1");
        assertThat(answer.get("VersionStages").toString()).isEqualTo("{\"VersionStage\":[]}");
    }

    @ParameterizedTest
    @CsvSource({
        "a,400,DryRunOperationError",
        "b,400,ValidationError",
        "acs:kms:cn-hangzhou:200000000000:secret/a,403,AccessDeniedError",
    })
    void get_dryRun_neverAnswersAValue(String reference, int status, String code) {
        assertRefused(kms.refused("GetSecretValue", "SecretName", reference, "DryRun", "true"), status, code);
    }

    @Test
    void batch_flattened_answersValuesAndErrorsEach() {
        ObjectNode answer = kms.call(
                "BatchGetSecretValue",
                "SecretsList.1.SecretName",
                "a",
                "SecretsList.2.SecretName",
                "a",
                "SecretsList.2.VersionStage",
                "ACSPrevious",
                "SecretsList.3.SecretName",
                "missing");

        JsonNode values = answer.get("SecretValues");
        assertThat(values).hasSize(2);
        assertThat(values.at("/0/SecretData").textValue()).isEqualTo("value-2");
        assertThat(values.at("/1/SecretData").textValue()).isEqualTo("value-1");
        assertThat(values.at("/0/VersionStages/VersionStage/0").textValue()).isEqualTo("ACSCurrent");
        assertThat(values.at("/0/RequestId").textValue())
                .hasSize(36)
                .isNotEqualTo(values.at("/1/RequestId").textValue());
        assertThat(answer.get("Errors").toString())
                .isEqualTo("[{\"SecretName\":\"missing\",\"Code\":\"Forbidden.ResourceNotFound\",\"HttpStatus\":404,"
                        + "\"Message\":\"The resource is not found.\"}]");
    }

    @Test
    void batch_json_answersTheSame() {
        ObjectNode answer = kms.call(
                "BatchGetSecretValue",
                "SecretsList",
                "[{\"SecretName\":\"a\",\"VersionId\":\"v1\",\"FetchExtendedConfig\":true}]");

        assertThat(answer.at("/SecretValues/0/SecretData").textValue()).isEqualTo("value-1");
        assertThat(answer.get("Errors")).isEmpty();
    }

    @Test
    void batch_badList_isRefusedAsAWhole() {
        String tooMany = "[" + "{\"SecretName\":\"a\"},".repeat(20) + "{\"SecretName\":\"a\"}]";

        assertMissing(kms.refused("BatchGetSecretValue"), "SecretsList");
        assertMissing(kms.refused("BatchGetSecretValue", "SecretsList", "[]"), "SecretsList");
        assertMissing(kms.refused("BatchGetSecretValue", "SecretsList", "[{}]"), "SecretsList.1.SecretName");
        assertInvalid(kms.refused("BatchGetSecretValue", "SecretsList", "[\"a\"]"), "SecretsList");
        assertInvalid(kms.refused("BatchGetSecretValue", "SecretsList", tooMany), "SecretsList");
    }

    private static String[] parameters(String name, @Nullable String stage, @Nullable String versionId) {
        return new String[] {
            "SecretName",
            name,
            "VersionStage",
            stage == null ? "" : stage,
            "VersionId",
            versionId == null ? "" : versionId
        };
    }
}
