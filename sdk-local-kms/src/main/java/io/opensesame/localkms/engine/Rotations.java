package io.opensesame.localkms.engine;

import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.RandomIds;
import io.opensesame.localkms.engine.call.WireTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the values of secrets that rotate, and puts them in place. */
final class Rotations {
    private static final Duration MIN_INTERVAL = Duration.ofHours(6);
    private static final Duration MAX_INTERVAL = Duration.ofDays(365);

    private final Map<SecretType, ManagedType> managedTypes = new EnumMap<>(SecretType.class);
    private final RandomIds versionIds;

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

    /** Rotates a secret to a new version and returns its id, which the service makes up. */
    String rotate(StoredSecret secret, Instant at) {
        String versionId = versionIds.next();
        rotate(secret, versionId, at);
        return versionId;
    }

    /** Rotates a secret: the new version becomes the current one, and the current one the previous. */
    void rotate(StoredSecret secret, String versionId, Instant at) {
        SecretVersion version = nextVersion(secret, versionId, at);
        secret.versions().add(version, Set.of(VersionStages.CURRENT));
        secret.rotation().rotatedAt(at);
        secret.updated(at);
    }

    /** Closes the rotation window of a RAM secret. */
    void retirePrevious(StoredSecret secret) {
        of(secret.type()).retirePrevious(secret);
    }

    private SecretVersion nextVersion(StoredSecret secret, String versionId, Instant at) {
        if (secret.type().isManaged()) {
            return new SecretVersion(versionId, of(secret.type()).nextValue(secret, at), "text", at);
        }
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
