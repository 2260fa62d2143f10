package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Account;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.RotationSchedule;
import io.opensesame.localkms.engine.call.WireTime;

/** Parts of answers that several operations share. What does not apply to a key is left out or empty, never null. */
final class KeyAnswers {
    private KeyAnswers() {}

    static ObjectNode metadata(StoredKey key, Account account) {
        KeyTraits traits = key.traits();
        ObjectNode metadata = Json.object()
                .put("KeyId", key.id())
                .put("Arn", arn(key, account))
                .put("Creator", account.id())
                .put("KeyState", key.state().wireName())
                .put("KeySpec", traits.spec().wireName())
                .put("KeyUsage", traits.usage().wireName())
                .put("Origin", traits.origin().wireName())
                .put("ProtectionLevel", traits.protectionLevel())
                .put("Description", key.description())
                .put("CreationDate", WireTime.date(key.createdAt()))
                .put(
                        "MaterialExpireTime",
                        key.external().expiry().map(WireTime::date).orElse(""))
                .put("LastRotationDate", WireTime.date(key.newest().createdAt()))
                .put("DKMSInstanceId", traits.instanceId().orElse(""));
        key.deleteTime().ifPresent(time -> metadata.put("DeleteDate", WireTime.date(time)));
        if (traits.spec().isSymmetric()) {
            metadata.put("PrimaryKeyVersion", key.newest().id());
        }
        putRotation(metadata, key);
        return metadata;
    }

    static String arn(StoredKey key, Account account) {
        return account.arn("key/" + key.id());
    }

    static ObjectNode version(StoredKey key, KeyVersion version) {
        return named(key, version).put("CreationDate", WireTime.date(version.createdAt()));
    }

    /** Begins an answer that names the key and the version at work. */
    static ObjectNode named(StoredKey key, KeyVersion version) {
        return Json.object().put("KeyId", key.id()).put("KeyVersionId", version.id());
    }

    private static void putRotation(ObjectNode metadata, StoredKey key) {
        RotationSchedule rotation = key.rotation();
        if (rotation.interval().isEmpty()) {
            metadata.put("AutomaticRotation", "Disabled");
            return;
        }
        metadata.put("AutomaticRotation", key.state() == KeyState.ENABLED ? "Enabled" : "Suspended");
        rotation.interval().ifPresent(interval -> metadata.put("RotationInterval", WireTime.interval(interval)));
        rotation.next().ifPresent(next -> metadata.put("NextRotationDate", WireTime.date(next)));
    }
}
