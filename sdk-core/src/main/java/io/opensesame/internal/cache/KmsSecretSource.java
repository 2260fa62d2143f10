package io.opensesame.internal.cache;

import io.opensesame.kms.KmsClient;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.kms.secret.GetSecretValueResponse;
import io.opensesame.kms.secret.RotationState;
import io.opensesame.kms.secret.SecretDataType;
import io.opensesame.secrets.SecretValue;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** Reads secret values by GetSecretValue. */
public final class KmsSecretSource implements SecretSource {
    private final KmsClient kms;
    private final InstantSource clock;

    /**
     * @param kms answers within a deadline of its own
     * @param clock tells when a value was read
     */
    public KmsSecretSource(KmsClient kms, InstantSource clock) {
        this.kms = kms;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Loaded> load(ReadRequest request) {
        GetSecretValueRequest.Builder builder = GetSecretValueRequest.builder().secretName(request.name());
        if (request.stage() != null) {
            builder.versionStage(request.stage());
        }
        request.expectedVersionId().ifPresent(builder::versionId);
        return kms.sendAsync(builder.build()).thenApply(this::loaded);
    }

    private Loaded loaded(GetSecretValueResponse response) {
        SecretValue.Builder builder = SecretValue.builder(response.secretName(), response.versionId())
                .stages(response.versionStages())
                .type(response.secretType())
                .loadedAt(clock.instant());
        if (response.data().dataType().equals(SecretDataType.BINARY)) {
            builder.bytes(response.exposeBytes());
        } else {
            builder.text(response.exposeText());
        }
        RotationState rotation = response.rotation();
        rotation.nextRotationDate().ifPresent(builder::nextRotation);
        rotation.lastRotationDate().ifPresent(builder::lastRotation);
        Runnable[] wipe = new Runnable[1];
        SecretValue value = builder.buildWipeable(means -> wipe[0] = means);
        return new Loaded(value, wipe[0]);
    }
}
