package io.opensesame.internal.cache;

import io.opensesame.internal.kms.RpcKmsClient;
import io.opensesame.kms.secret.GetSecretValueResponse;
import io.opensesame.kms.secret.RotationState;
import io.opensesame.secrets.SecretValue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** Reads secret values by GetSecretValue. */
public final class KmsSecretSource implements SecretSource {
    private final RpcKmsClient kms;
    private final InstantSource clock;
    private final boolean home;

    /**
     * Creates a source that is the home region's.
     *
     * @param kms answers within a deadline of its own
     * @param clock tells when a value was read
     */
    public KmsSecretSource(RpcKmsClient kms, InstantSource clock) {
        this(kms, clock, true);
    }

    /**
     * Creates a source of any region.
     *
     * @param kms answers within a deadline of its own
     * @param clock tells when a value was read
     * @param home whether it is the home region, which is always believed
     */
    public KmsSecretSource(RpcKmsClient kms, InstantSource clock, boolean home) {
        this.kms = kms;
        this.clock = clock;
        this.home = home;
    }

    @Override
    public CompletableFuture<Loaded> load(ReadRequest request) {
        return kms.sendAsync(request.request(), Runnable::run).thenApply(this::loaded);
    }

    /**
     * Reads in less time than usual. Cancelling the future gives up the call.
     *
     * @param time what is left for the call; positive
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callbacks complete or cancel a future that is waited for
    public CompletableFuture<Loaded> load(ReadRequest request, Duration time) {
        CompletableFuture<GetSecretValueResponse> response = kms.sendAsync(request.request(), Runnable::run, time);
        CompletableFuture<Loaded> result = new CompletableFuture<>();
        response.thenApply(this::loaded).whenComplete((loaded, failure) -> {
            if (loaded == null) {
                result.completeExceptionally(failure);
            } else if (!result.complete(loaded)) {
                loaded.wipe().run();
            }
        });
        result.whenComplete((loaded, failure) -> {
            if (result.isCancelled()) {
                response.cancel(true);
            }
        });
        return result;
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
        return new Loaded(value, home, wipe[0]);
    }
}
