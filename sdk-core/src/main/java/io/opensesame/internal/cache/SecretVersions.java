package io.opensesame.internal.cache;

import io.opensesame.secrets.VersionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one secret: its current version, other stages, and versions by id. Looking one up allocates nothing.
 * Entries are added and removed only inside the cache's {@code compute} of the secret's name.
 */
final class SecretVersions {
    private volatile @Nullable CacheEntry current;
    private final ConcurrentHashMap<VersionStage, CacheEntry> stages = new ConcurrentHashMap<>(4);
    private final ConcurrentHashMap<String, CacheEntry> versions = new ConcurrentHashMap<>(4);

    @Nullable
    CacheEntry current() {
        return current;
    }

    @Nullable
    CacheEntry stage(VersionStage stage) {
        return stage.equals(VersionStage.CURRENT) ? current : stages.get(stage);
    }

    @Nullable
    CacheEntry version(String versionId) {
        return versions.get(versionId);
    }

    CacheEntry obtain(ReadRequest request, Function<ReadRequest, CacheEntry> create) {
        VersionStage stage = request.stage();
        if (stage == null) {
            return versions.computeIfAbsent(request.expectedVersionId().orElseThrow(), id -> create.apply(request));
        }
        if (!stage.equals(VersionStage.CURRENT)) {
            return stages.computeIfAbsent(stage, label -> create.apply(request));
        }
        CacheEntry entry = current;
        if (entry == null) {
            entry = create.apply(request);
            current = entry;
        }
        return entry;
    }

    void removeIf(Predicate<CacheEntry> condition) {
        CacheEntry entry = current;
        if (entry != null && condition.test(entry)) {
            current = null;
        }
        stages.values().removeIf(condition);
        versions.values().removeIf(condition);
    }

    boolean isEmpty() {
        return current == null && stages.isEmpty() && versions.isEmpty();
    }

    void forEach(Consumer<CacheEntry> action) {
        CacheEntry entry = current;
        if (entry != null) {
            action.accept(entry);
        }
        stages.values().forEach(action);
        versions.values().forEach(action);
    }
}
