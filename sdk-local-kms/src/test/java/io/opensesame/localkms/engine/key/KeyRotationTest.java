package io.opensesame.localkms.engine.key;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertMissing;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.localkms.engine.TestKms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

final class KeyRotationTest {
    private final TestKms kms = new TestKms();

    @Test
    void rotation_makesANewPrimaryVersion_andOldCiphertextStillDecrypts() {
        String id = rotating("7d");
        List<String> blobs = new ArrayList<>();
        for (int version = 0; version < 5; version++) {
            blobs.add(encrypt(id, "AAA" + version));
            kms.clock.advance(Duration.ofDays(7));
        }

        assertThat(creationDates(id)).hasSize(6).startsWith("2026-03-01T10:00:00Z", "2026-03-08T10:00:00Z");
        for (int version = 0; version < 5; version++) {
            JsonNode answer = kms.call("Decrypt", "CiphertextBlob", blobs.get(version));
            assertThat(answer.get("Plaintext").textValue()).isEqualTo("AAA" + version);
            assertThat(answer.get("KeyVersionId").textValue())
                    .isEqualTo(versionIds(id).get(version));
        }
        assertThat(metadata(id).get("PrimaryKeyVersion").textValue())
                .isEqualTo(versionIds(id).get(5))
                .isEqualTo(kms.call("Encrypt", "KeyId", id, "Plaintext", "AAAA")
                        .get("KeyVersionId")
                        .textValue());
    }

    @Test
    void rotation_showsInTheMetadata() {
        String id = rotating("30d");
        kms.clock.advance(Duration.ofDays(31));

        assertThat(metadata(id).get("LastRotationDate").textValue()).isEqualTo("2026-03-31T10:00:00Z");
        assertThat(metadata(id).get("NextRotationDate").textValue()).isEqualTo("2026-04-30T10:00:00Z");
        assertThat(metadata(id).get("RotationInterval").textValue()).isEqualTo("2592000s");
    }

    @Test
    void clockJump_overSeveralRotations_makesUpForEachAtItsTime() {
        String id = rotating("7d");

        kms.clock.advance(Duration.ofDays(22));

        assertThat(creationDates(id))
                .containsExactly(
                        "2026-03-01T10:00:00Z", "2026-03-08T10:00:00Z", "2026-03-15T10:00:00Z", "2026-03-22T10:00:00Z");
    }

    @Test
    void clockJump_overManyYears_stopsAtFiftyVersions() {
        String id = rotating("7d");
        String blob = encrypt(id, "AAAA");

        kms.clock.advance(Duration.ofDays(365 * 30));
        kms.clock.advance(Duration.ofDays(365));

        assertThat(kms.call("ListKeyVersions", "KeyId", id).get("TotalCount").intValue())
                .isEqualTo(50);
        assertThat(kms.call("Decrypt", "CiphertextBlob", blob).get("Plaintext").textValue())
                .isEqualTo("AAAA");
        assertThat(metadata(id).get("NextRotationDate").textValue()).isGreaterThan("2057-02-01");
    }

    @Test
    void disabledKey_suspendsItsRotation_andMakesItUpOnceWhenEnabled() {
        String id = rotating("7d");
        kms.call("DisableKey", "KeyId", id);
        assertThat(metadata(id).get("AutomaticRotation").textValue()).isEqualTo("Suspended");

        kms.clock.advance(Duration.ofDays(30));
        assertThat(versionIds(id)).hasSize(1);
        kms.call("EnableKey", "KeyId", id);

        assertThat(creationDates(id)).containsExactly("2026-03-01T10:00:00Z", "2026-03-31T10:00:00Z");
        assertThat(metadata(id).get("AutomaticRotation").textValue()).isEqualTo("Enabled");
        assertThat(metadata(id).get("NextRotationDate").textValue()).isEqualTo("2026-04-07T10:00:00Z");
    }

    @Test
    void scheduledKey_doesNotRotate_andResumesWhenCancelled() {
        String id = rotating("7d");
        kms.call("ScheduleKeyDeletion", "KeyId", id, "PendingWindowInDays", "30");
        kms.clock.advance(Duration.ofDays(20));
        assertThat(metadata(id).get("AutomaticRotation").textValue()).isEqualTo("Suspended");
        assertThat(versionIds(id)).hasSize(1);

        kms.call("CancelKeyDeletion", "KeyId", id);

        assertThat(versionIds(id)).hasSize(2);
    }

    @Test
    void updateRotationPolicy_switchesRotationOnAndOff() {
        String id = create();
        kms.clock.advance(Duration.ofDays(5));
        update(id, "true", "7d");
        assertThat(metadata(id).get("NextRotationDate").textValue()).isEqualTo("2026-03-08T10:00:00Z");

        kms.call("UpdateRotationPolicy", "KeyId", id, "EnableAutomaticRotation", "false");
        kms.clock.advance(Duration.ofDays(100));
        assertThat(metadata(id).get("AutomaticRotation").textValue()).isEqualTo("Disabled");
        assertThat(metadata(id).has("NextRotationDate")).isFalse();
        assertThat(metadata(id).has("RotationInterval")).isFalse();
        assertThat(versionIds(id)).hasSize(1);

        update(id, "true", "730d");
        assertThat(versionIds(id)).hasSize(1);
        update(id, "true", "7d");
        assertThat(versionIds(id)).hasSize(2);
    }

    @Test
    void updateRotationPolicy_badParameters_areRefused() {
        String id = create();

        assertMissing(kms.refused("UpdateRotationPolicy", "KeyId", id), "EnableAutomaticRotation");
        assertMissing(
                kms.refused("UpdateRotationPolicy", "KeyId", id, "EnableAutomaticRotation", "true"),
                "RotationInterval");
        assertInvalid(
                kms.refused(
                        "UpdateRotationPolicy",
                        "KeyId",
                        id,
                        "EnableAutomaticRotation",
                        "true",
                        "RotationInterval",
                        "6d"),
                "RotationInterval");
    }

    @Test
    void createKeyVersion_isAWeekAfterTheNewest_atTheEarliest() {
        String id = create("KeySpec", "EC_P256");
        kms.clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertRefused(kms.refused("CreateKeyVersion", "KeyId", id), 400, "Rejected.UnsupportedOperation");
        kms.clock.advance(Duration.ofSeconds(1));

        JsonNode version = kms.call("CreateKeyVersion", "KeyId", id).get("KeyVersion");

        assertThat(version.get("KeyId").textValue()).isEqualTo(id);
        assertThat(version.get("CreationDate").textValue()).isEqualTo("2026-03-08T10:00:00Z");
        assertThat(versionIds(id))
                .hasSize(2)
                .endsWith(version.get("KeyVersionId").textValue());
        assertThat(metadata(id).get("LastRotationDate").textValue()).isEqualTo("2026-03-08T10:00:00Z");
        assertRefused(kms.refused("CreateKeyVersion", "KeyId", id), 400, "Rejected.UnsupportedOperation");
    }

    @Test
    void createKeyVersion_theFiftyFirst_isOneTooMany() {
        String id = create("KeySpec", "EC_P256");
        for (int i = 1; i < 50; i++) {
            kms.clock.advance(Duration.ofDays(7));
            kms.call("CreateKeyVersion", "KeyId", id);
        }
        kms.clock.advance(Duration.ofDays(7));

        assertRefused(kms.refused("CreateKeyVersion", "KeyId", id), 400, "Rejected.LimitExceeded");
    }

    @Test
    void describeKeyVersion_ofAnotherKey_isNotFound() {
        String id = create();
        String version = versionIds(id).get(0);

        assertThat(kms.call("DescribeKeyVersion", "KeyId", id, "KeyVersionId", version)
                        .toString())
                .isEqualTo("{\"KeyVersion\":{\"KeyId\":\"" + id + "\",\"KeyVersionId\":\"" + version
                        + "\",\"CreationDate\":\"2026-03-01T10:00:00Z\"}}");
        assertRefused(
                kms.refused("DescribeKeyVersion", "KeyId", create(), "KeyVersionId", version),
                404,
                "Forbidden.KeyVersionNotFound");
        assertMissing(kms.refused("DescribeKeyVersion", "KeyId", id), "KeyVersionId");
    }

    @Test
    void listKeyVersions_comesInPages() {
        String id = rotating("7d");
        kms.clock.advance(Duration.ofDays(14));

        JsonNode page = kms.call("ListKeyVersions", "KeyId", id, "PageNumber", "2", "PageSize", "2");

        assertThat(page.at("/KeyVersions/KeyVersion")).hasSize(1);
        assertThat(page.get("TotalCount").intValue()).isEqualTo(3);
    }

    private String rotating(String interval) {
        return create("EnableAutomaticRotation", "true", "RotationInterval", interval);
    }

    private void update(String id, String enable, String interval) {
        kms.call("UpdateRotationPolicy", "KeyId", id, "EnableAutomaticRotation", enable, "RotationInterval", interval);
    }

    private String create(String... namesAndValues) {
        return kms.call("CreateKey", namesAndValues).at("/KeyMetadata/KeyId").textValue();
    }

    private String encrypt(String id, String plaintext) {
        return kms.call("Encrypt", "KeyId", id, "Plaintext", plaintext)
                .get("CiphertextBlob")
                .textValue();
    }

    private JsonNode metadata(String id) {
        return kms.call("DescribeKey", "KeyId", id).get("KeyMetadata");
    }

    private List<String> versionIds(String id) {
        return ofVersions(id, "KeyVersionId");
    }

    private List<String> creationDates(String id) {
        return ofVersions(id, "CreationDate");
    }

    private List<String> ofVersions(String id, String field) {
        JsonNode versions =
                kms.call("ListKeyVersions", "KeyId", id, "PageSize", "100").at("/KeyVersions/KeyVersion");
        return StreamSupport.stream(versions.spliterator(), false)
                .map(version -> version.get(field).textValue())
                .toList();
    }
}
