package io.opensesame.internal.cache;

import io.opensesame.internal.kms.RpcKmsClient;
import io.opensesame.kms.secret.GetSecretValueResponse;
import io.opensesame.kms.secret.RotationState;
import io.opensesame.secrets.SecretValue;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** Reads secret values by GetSecretValue. */
public final class KmsSecretSource implements SecretSource {
    private final RpcKmsClient kms;
    private final InstantSource clock;

    /**
     * @param kms answers within a deadline of its own
     * @param clock tells when a value was read
     */
    public KmsSecretSource(RpcKmsClient kms, InstantSource clock) {
        this.kms = kms;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Loaded> load(ReadRequest request) {
        return kms.sendAsync(request.request(), Runnable::run).thenApply(this::loaded);
    }

    private Loaded loaded(GetSecretValueResponse response) {
        SecretValue.Builder builder = SecretValue.builder(response.secretName(), response.versionId())
                .stages(response.versionStages())
                .type(response.secretType())
                .loadedAt(clock.instant())
                .clock(clock);
        // Binary text that is not Base64 comes from another client; it is what it is, a text.
        if (response.data().holdsBytes()) {
            builder.bytes(response.exposeBytes());
        } else {
            builder.text(response.exposeText());
        }
        RotationState rotation = response.rotation();
        rotation.nextRotationDate().ifPresent(builder::nextRotation);
        rotation.lastRotationDate().ifPresent(builder::lastRotation);
        Runnable[] wipe = new Runnable[1];
        SecretValue value = builder.buildWipeable(means -> wipe[0] = means);
        return new Loaded(value, true, wipe[0]);
    }
}
