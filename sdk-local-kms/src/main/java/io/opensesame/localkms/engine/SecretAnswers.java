package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.RotationSchedule;
import io.opensesame.localkms.engine.call.WireTime;

/** Parts of answers that several operations share. What does not apply to a secret is left out, never null. */
final class SecretAnswers {
    private SecretAnswers() {}

    /** Adds the rotation's fields of a managed secret; the service says nothing about rotation of other secrets. */
    static void putRotation(ObjectNode answer, StoredSecret secret) {
        if (!secret.type().isManaged()) {
            return;
        }
        answer.put("AutomaticRotation", state(secret.rotation()));
        secret.rotation().interval().ifPresent(i -> answer.put("RotationInterval", WireTime.interval(i)));
        secret.nextRotation().ifPresent(next -> answer.put("NextRotationDate", WireTime.date(next)));
        secret.rotation().last().ifPresent(last -> answer.put("LastRotationDate", WireTime.date(last)));
    }

    private static String state(RotationSchedule rotation) {
        if (rotation.isBroken()) {
            return "Invalid";
        }
        return rotation.interval().isPresent() ? "Enabled" : "Disabled";
    }

    static void putExtendedConfig(ObjectNode answer, StoredSecret secret) {
        if (secret.type().isManaged()) {
            answer.put("ExtendedConfig", secret.extendedConfig().json());
        }
    }

    static void putDates(ObjectNode answer, StoredSecret secret) {
        answer.put("CreateTime", WireTime.date(secret.createdAt()));
        answer.put("UpdateTime", WireTime.date(secret.updatedAt()));
        secret.plannedDeleteTime().ifPresent(time -> answer.put("PlannedDeleteTime", WireTime.date(time)));
    }
}
