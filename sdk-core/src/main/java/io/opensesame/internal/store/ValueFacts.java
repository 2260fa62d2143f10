package io.opensesame.internal.store;

import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.VersionStage;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All of a secret value but its plaintext and the time of its fetch: equal facts mean the same version, unchanged. */
record ValueFacts(
        String secretName,
        String versionId,
        Set<VersionStage> stages,
        SecretType type,
        boolean binary,
        @Nullable Instant nextRotation,
        @Nullable Instant lastRotation) {

    static ValueFacts of(SecretValue value) {
        return new ValueFacts(
                value.name(),
                value.versionId(),
                value.stages(),
                value.type(),
                value.binary(),
                value.nextRotation().orElse(null),
                value.lastRotation().orElse(null));
    }
}
