package io.opensesame.localkms.engine;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertMissing;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VersionOperationsTest {
    private final TestKms kms = new TestKms();

    @BeforeEach
    void createSecret() {
        kms.createGeneric("a");
    }

    @Test
    void put_default_movesCurrentAndPrevious() {
        kms.put("a", "v2", "value-2");
        kms.put("a", "v3", "value-3");

        assertThat(kms.stages("a"))
                .isEqualTo(Map.of("v1", List.of(), "v2", List.of("ACSPrevious"), "v3", List.of("ACSCurrent")));
    }

    @Test
    void put_answer_listsTheStagesOfTheVersion() {
        ObjectNode answer = putAt("v2", "[\"ACSCurrent\",\"blue\"]");

        assertThat(answer.toString())
                .isEqualTo("{\"SecretName\":\"a\",\"VersionId\":\"v2\","
                        + "\"VersionStages\":{\"VersionStage\":[\"ACSCurrent\",\"blue\"]}}");
        assertThat(kms.stages("a"))
                .isEqualTo(Map.of("v1", List.of("ACSPrevious"), "v2", List.of("ACSCurrent", "blue")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"blue\"]", "{\"VersionStage\":[\"blue\"]}"})
    void put_customStagesOnly_leavesCurrentAlone(String stages) {
        putAt("v2", stages);
        putAt("v3", stages);

        assertThat(kms.stages("a"))
                .isEqualTo(Map.of("v1", List.of("ACSCurrent"), "v2", List.of(), "v3", List.of("blue")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "blue", "[1]", "[\"\"]", "[\"two words\"]", "[\"ACSCurrent\",\"ACSPrevious\"]"})
    void put_badStages_isInvalid(String stages) {
        assertInvalid(
                kms.refused(
                        "PutSecretValue",
                        "SecretName",
                        "a",
                        "VersionId",
                        "v2",
                        "SecretData",
                        "s",
                        "VersionStages",
                        stages),
                "VersionStages");
    }

    @Test
    void put_sameIdAndValueAgain_changesNothing() {
        kms.put("a", "v2", "value-2");
        kms.put("a", "v3", "value-3");
        Map<String, List<String>> before = kms.stages("a");

        ObjectNode answer = kms.call("PutSecretValue", "SecretName", "a", "VersionId", "v2", "SecretData", "value-2");

        assertThat(answer.at("/VersionStages/VersionStage/0").textValue()).isEqualTo("ACSPrevious");
        assertThat(kms.stages("a")).isEqualTo(before);
    }

    @Test
    void put_sameIdOtherValue_isRefused() {
        assertRefused(
                kms.refused("PutSecretValue", "SecretName", "a", "VersionId", "v1", "SecretData", "other"),
                409,
                "Rejected.ResourceExist");
        assertRefused(
                kms.refused(
                        "PutSecretValue",
                        "SecretName",
                        "a",
                        "VersionId",
                        "v1",
                        "SecretData",
                        "value-1",
                        "SecretDataType",
                        "binary"),
                409,
                "Rejected.ResourceExist");
        assertThat(kms.value("a")).isEqualTo("value-1");
    }

    @Test
    void put_eleventhVersion_dropsTheEarliestDeprecatedOne() {
        putAt("keep", "[\"blue\"]");
        for (int i = 2; i <= 9; i++) {
            kms.put("a", "v" + i, "value-" + i);
        }
        assertThat(kms.stages("a")).hasSize(10).containsKey("v1");

        kms.put("a", "v10", "value-10");

        assertThat(kms.stages("a"))
                .hasSize(10)
                .containsKeys("keep", "v2", "v10")
                .doesNotContainKey("v1");
        assertRefused(
                kms.refused("GetSecretValue", "SecretName", "a", "VersionId", "v1"), 404, "Forbidden.ResourceNotFound");
    }

    @Test
    void put_moreThanEightStages_isRefusedAndAddsNothing() {
        putAt("v2", "[\"s1\",\"s2\",\"s3\",\"s4\",\"s5\",\"s6\",\"s7\"]");

        assertRefused(
                kms.refused("PutSecretValue", "SecretName", "a", "VersionId", "v3", "SecretData", "s"),
                400,
                "Rejected.LimitExceeded");
        assertRefused(
                kms.refused("UpdateSecretVersionStage", "SecretName", "a", "VersionStage", "s8", "MoveToVersion", "v1"),
                400,
                "Rejected.LimitExceeded");
        assertThat(kms.stages("a")).containsOnlyKeys("v1", "v2");
    }

    @Test
    void list_hidesDeprecatedUnlessAsked_andPages() {
        kms.clock.advance(Duration.ofMinutes(5));
        kms.put("a", "v2", "value-2");
        kms.put("a", "v3", "value-3");

        JsonNode listed = kms.call("ListSecretVersionIds", "SecretName", "a", "PageSize", "1");
        JsonNode all = kms.call("ListSecretVersionIds", "SecretName", "a", "IncludeDeprecated", "true");

        assertThat(listed.toString())
                .isEqualTo("{\"SecretName\":\"a\",\"VersionIds\":{\"VersionId\":[{\"VersionId\":\"v2\","
                        + "\"CreateTime\":\"2026-03-01T10:05:00Z\",\"VersionStages\":{\"VersionStage\":[\"ACSPrevious\"]}}]},"
                        + "\"PageNumber\":1,\"PageSize\":1,\"TotalCount\":2}");
        assertThat(all.get("TotalCount").intValue()).isEqualTo(3);
        assertThat(all.get("PageSize").intValue()).isEqualTo(20);
    }

    @Test
    void moveStage_current_makesTheFormerCurrentPrevious() {
        putAt("v2", "[\"pending\"]");

        ObjectNode answer = move("ACSCurrent", "v2", "");

        assertThat(answer.toString()).isEqualTo("{\"SecretName\":\"a\"}");
        assertThat(kms.stages("a"))
                .isEqualTo(Map.of("v1", List.of("ACSPrevious"), "v2", List.of("ACSCurrent", "pending")));
        move("ACSCurrent", "v1", "");
        assertThat(kms.stages("a"))
                .isEqualTo(Map.of("v1", List.of("ACSCurrent"), "v2", List.of("ACSPrevious", "pending")));
    }

    @Test
    void moveStage_currentToWhereItIs_changesNothing() {
        kms.put("a", "v2", "value-2");

        move("ACSCurrent", "v2", "v2");

        assertThat(kms.stages("a")).isEqualTo(Map.of("v1", List.of("ACSPrevious"), "v2", List.of("ACSCurrent")));
    }

    @Test
    void moveStage_custom_isPutOnMovedAndTakenOff() {
        kms.put("a", "v2", "value-2");

        move("blue", "v1", "");
        assertThat(kms.stages("a").get("v1")).containsExactly("ACSPrevious", "blue");
        move("blue", "v2", "v1");
        assertThat(kms.stages("a").get("v2")).containsExactly("ACSCurrent", "blue");
        move("blue", "", "v2");
        assertThat(kms.stages("a").values()).noneMatch(stages -> stages.contains("blue"));
    }

    @Test
    void moveStage_wrongVersions_areRefused() {
        kms.put("a", "v2", "value-2");

        assertInvalid(refusedMove("blue", "v1", "v2"), "RemoveFromVersion");
        assertInvalid(refusedMove("ACSCurrent", "v1", "v1"), "RemoveFromVersion");
        assertInvalid(refusedMove("blue", "", "v9"), "RemoveFromVersion");
        assertRefused(refusedMove("blue", "v9", ""), 404, "Forbidden.ResourceNotFound");
        assertMissing(refusedMove("blue", "", ""), "MoveToVersion");
        assertMissing(refusedMove("ACSCurrent", "", "v2"), "MoveToVersion");
        assertMissing(refusedMove("ACSPrevious", "", "v1"), "MoveToVersion");
        assertMissing(refusedMove("", "v1", ""), "VersionStage");
        assertInvalid(refusedMove("two words", "v1", ""), "VersionStage");
        assertThat(kms.stages("a")).isEqualTo(Map.of("v1", List.of("ACSPrevious"), "v2", List.of("ACSCurrent")));
    }

    private ObjectNode putAt(String versionId, String stages) {
        return kms.call(
                "PutSecretValue",
                "SecretName",
                "a",
                "VersionId",
                versionId,
                "SecretData",
                "value of " + versionId,
                "VersionStages",
                stages);
    }

    private ObjectNode move(String stage, String to, String from) {
        return kms.call("UpdateSecretVersionStage", moveParameters(stage, to, from));
    }

    private ServiceRefusal refusedMove(String stage, String to, String from) {
        return kms.refused("UpdateSecretVersionStage", moveParameters(stage, to, from));
    }

    private static String[] moveParameters(String stage, String to, String from) {
        return new String[] {"SecretName", "a", "VersionStage", stage, "MoveToVersion", to, "RemoveFromVersion", from};
    }
}
