package io.opensesame.internal.ram;

import io.opensesame.error.SecretNotFoundException;
import io.opensesame.error.ServiceRefusal;
import io.opensesame.internal.cache.ReadRequest;
import io.opensesame.internal.cache.SecretSource;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.VersionStage;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A KMS with one RAM secret, which answers at once as the test says. */
final class RamSecretSource implements SecretSource {
    final AtomicInteger calls = new AtomicInteger();
    volatile SecretType type = SecretType.RAM_CREDENTIALS;
    volatile @Nullable RuntimeException failure;

    /** Whether calls get no answer. */
    volatile boolean silent;

    private final InstantSource clock;
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private volatile Versions versions = new Versions("v1", null);

    private record Versions(String current, @Nullable String previous) {}

    RamSecretSource(InstantSource clock) {
        this.clock = clock;
        texts.put("v1", textOf("v1"));
    }

    /** The value of a version, whose halves tell which one it is. */
    static String textOf(String versionId) {
        return "{\"AccessKeyId\":\"id-" + versionId + "\",\"AccessKeySecret\":\"secret-" + versionId
                + "\",\"GenerateTimestamp\":\"2016-03-25T10:42:40Z\"}";
    }

    String currentVersionId() {
        return versions.current();
    }

    void rotate(String versionId) {
        rotate(versionId, textOf(versionId));
    }

    void rotate(String versionId, String text) {
        texts.put(versionId, text);
        versions = new Versions(versionId, versions.current());
    }

    /** Ends the rotation window: the version before is gone, as its AccessKey is. */
    void endWindow() {
        versions = new Versions(versions.current(), null);
    }

    @Override
    public CompletableFuture<Loaded> load(ReadRequest request) {
        calls.incrementAndGet();
        if (silent) {
            return new CompletableFuture<>();
        }
        RuntimeException refused = failure;
        Versions now = versions;
        String id = Objects.equals(request.stage(), VersionStage.PREVIOUS) ? now.previous() : now.current();
        if (refused == null && id == null) {
            refused = notFound();
        }
        return refused != null
                ? CompletableFuture.failedFuture(refused)
                : CompletableFuture.completedFuture(loaded(request, String.valueOf(id)));
    }

    static SecretNotFoundException notFound() {
        return new SecretNotFoundException(new ServiceRefusal(
                "GetSecretValue", FollowRig.APP, "kms.test", 404, "Forbidden.ResourceNotFound", "", "id-1"));
    }

    private Loaded loaded(ReadRequest request, String id) {
        SecretValue value = SecretValue.builder(request.name(), id)
                .text(texts.getOrDefault(id, ""))
                .type(type)
                .clock(clock)
                .loadedAt(clock.instant())
                .stages(Set.of())
                .build();
        return new Loaded(value, true, () -> {});
    }
}
