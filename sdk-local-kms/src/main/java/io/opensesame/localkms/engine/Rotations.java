package io.opensesame.localkms.engine;

import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.RandomIds;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.WireTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the values of secrets that rotate, and puts them in place. */
final class Rotations {
    private static final Logger LOGGER = LoggerFactory.getLogger(Rotations.class);
    private static final Duration MIN_INTERVAL = Duration.ofHours(6);
    private static final Duration MAX_INTERVAL = Duration.ofDays(365);

    private final Map<SecretType, ManagedType> managedTypes = new EnumMap<>(SecretType.class);
    private final RandomIds versionIds;
    private final RotationEvents events = new RotationEvents();

    Rotations(Map<SecretType, ManagedType> managedTypes, RandomIds versionIds) {
        this.managedTypes.putAll(managedTypes);
        this.versionIds = versionIds;
    }

    /** Reads the interval of automatic rotations: 6 to 8,760 hours. */
    static Duration interval(Parameters parameters) {
        return WireTime.parseInterval(
                "RotationInterval", parameters.required("RotationInterval"), MIN_INTERVAL, MAX_INTERVAL);
    }

    /** Returns how the service makes values of a managed type. */
    ManagedType of(SecretType type) {
        ManagedType managed = managedTypes.get(type);
        if (managed == null) {
            throw new IllegalArgumentException("the service makes no values of type " + type.wireName());
        }
        return managed;
    }

    /** Returns how the latest rotations of managed secrets ended. */
    RotationEvents events() {
        return events;
    }

    /** Rotates a secret to a new version, since that is due. */
    void rotateOnSchedule(StoredSecret secret, Instant at) {
        rotate(secret, versionIds.next(), RotationCause.SCHEDULE, at);
    }

    /** Rotates a secret to a new version and returns its id, which the service makes up. */
    String rotateOnDemand(StoredSecret secret, Instant at) {
        String versionId = versionIds.next();
        rotateOnDemand(secret, versionId, at);
        return versionId;
    }

    /** Rotates a secret to a new version of that id. */
    void rotateOnDemand(StoredSecret secret, String versionId, Instant at) {
        rotate(secret, versionId, RotationCause.DEMAND, at);
    }

    /** Ends the rotation of a secret whose rotation window closes, be it that the previous value can't be retired. */
    void closeWindow(StoredSecret secret, Instant at) {
        secret.closeRotationWindow();
        secret.rotation().resume(at);
        try {
            of(secret.type()).retirePrevious(secret, at);
        } catch (ServiceRefusal refusal) {
            secret.rotation().breakOff();
            events.failed(secret, at, refusal);
            LOGGER.warn(
                    "Rotation of the secret '{}' failed at its end with {}, so that its previous value stays: {}",
                    secret.name(),
                    refusal.code(),
                    refusal.getMessage());
            return;
        }
        events.succeeded(secret, at);
    }

    /** The new version becomes the current one, and the current one the previous. */
    private void rotate(StoredSecret secret, String versionId, RotationCause cause, Instant at) {
        SecretVersion version =
                secret.type().isManaged() ? nextManaged(secret, versionId, at) : nextGenerated(secret, versionId, at);
        secret.versions().add(version, Set.of(VersionStages.CURRENT));
        secret.rotation().rotatedAt(at);
        secret.updated(at);
        if (secret.type().isManaged()) {
            openWindow(secret, of(secret.type()).rotationWindow(cause), at);
        }
    }

    private void openWindow(StoredSecret secret, Duration window, Instant at) {
        if (window.isZero()) {
            events.succeeded(secret, at);
        } else {
            secret.openRotationWindow(at.plus(window));
        }
    }

    private SecretVersion nextManaged(StoredSecret secret, String versionId, Instant at) {
        try {
            return new SecretVersion(versionId, of(secret.type()).nextValue(secret, at), "text", at);
        } catch (ServiceRefusal refusal) {
            events.failed(secret, at, refusal);
            throw refusal;
        }
    }

    private static SecretVersion nextGenerated(StoredSecret secret, String versionId, Instant at) {
        SecretVersion current = secret.versions().at(VersionStages.CURRENT).orElseThrow();
        String generated = secret.generator()
                .orElseThrow(() -> new IllegalStateException("the secret '" + secret.name()
                        + "' has no generator of values; give it one with rotateAutomatically"))
                .apply(current.exposeData());
        return new SecretVersion(versionId, checkGenerated(secret.name(), generated), current.dataType(), at);
    }

    private static String checkGenerated(String name, @Nullable String data) {
        if (data == null
                || data.isEmpty()
                || data.getBytes(StandardCharsets.UTF_8).length > SecretVersion.MAX_DATA_BYTES) {
            throw new IllegalStateException("the generator of the secret '" + name + "' must return 1 to "
                    + SecretVersion.MAX_DATA_BYTES + " bytes of UTF-8 text, and did not");
        }
        return data;
    }
}
