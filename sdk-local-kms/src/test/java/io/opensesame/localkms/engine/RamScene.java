package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.identity.AccessKey;
import io.opensesame.localkms.engine.identity.Identities;
import io.opensesame.localkms.engine.identity.Identity;
import io.opensesame.localkms.engine.identity.RotationAuthorization;
import io.opensesame.localkms.event.RotationEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An engine with the RAM user {@code app}, who has one AccessKey. */
final class RamScene {
    static final String NAME = "acs/ram/user/app";
    static final String CONFIG = "{\"SecretSubType\":\"RamUserAccessKey\",\"UserName\":\"app\"}";
    static final Identity APP = Identity.user(TestKms.ACCOUNT, "app");

    final TestKms kms = new TestKms();
    final Identities identities = kms.engine.identities();
    final AccessKey first;

    RamScene() {
        identities.createUser(APP);
        first = identities.createAccessKey(APP);
    }

    /** Lets KMS rotate RAM secrets. */
    RamScene authorized() {
        RotationAuthorization.grant(identities, TestKms.ACCOUNT);
        return this;
    }

    ObjectNode create(AccessKey... keys) {
        return create(CONFIG, keys(keys));
    }

    ObjectNode createRotating(String interval) {
        return create(CONFIG, keys(first), "EnableAutomaticRotation", "true", "RotationInterval", interval);
    }

    ObjectNode create(String config, String data, String... more) {
        Map<String, String> parameters = parameters("$Auto", config, data);
        parameters.putAll(TestKms.parameters(more));
        return kms.engine.perform("CreateSecret", parameters, TestKms.ROOT);
    }

    ServiceRefusal refusedCreate(String name, String config, String data) {
        return kms.refused("CreateSecret", parameters(name, config, data), TestKms.ROOT);
    }

    void rotate(String versionId) {
        kms.call("RotateSecret", "SecretName", NAME, "VersionId", versionId);
    }

    ServiceRefusal refusedRotate(String versionId) {
        return kms.refused("RotateSecret", "SecretName", NAME, "VersionId", versionId);
    }

    JsonNode describe() {
        return kms.call("DescribeSecret", "SecretName", NAME);
    }

    String state() {
        return describe().get("AutomaticRotation").textValue();
    }

    String currentKeyId() {
        return Json.readObject("", kms.value(NAME)).get("AccessKeyId").textValue();
    }

    String previousKeyId() {
        return Json.readObject("", kms.valueAt(NAME, "ACSPrevious"))
                .get("AccessKeyId")
                .textValue();
    }

    Optional<AccessKey> key(String id) {
        return kms.engine.accessKeys().find(id);
    }

    List<RotationEvent> events() {
        return kms.engine.rotationEvents();
    }

    static String keys(AccessKey... keys) {
        ObjectNode data = Json.object();
        ArrayNode list = data.putArray("AccessKeys");
        for (AccessKey key : keys) {
            list.addObject().put("AccessKeyId", key.id()).put("AccessKeySecret", key.exposeSecret());
        }
        return data.toString();
    }

    private static Map<String, String> parameters(String name, String config, String data) {
        return TestKms.parameters(
                "SecretType",
                "RAMCredentials",
                "SecretName",
                name,
                "VersionId",
                "v1",
                "SecretData",
                data,
                "ExtendedConfig",
                config);
    }
}
