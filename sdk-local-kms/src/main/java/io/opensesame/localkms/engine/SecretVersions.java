package io.opensesame.localkms.engine;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The versions of one secret, and which of them each stage sits on. */
final class SecretVersions {
    /*
     * A stage sits on exactly one version, or is unknown to the secret; a version bears any number of stages.
     * ACSCurrent always sits somewhere. Whenever it moves, ACSPrevious moves to the version it left.
     * A version without stages is deprecated: still readable by its id, and the first to go when there are too many.
     * Stages never outnumber MAX_STAGES, so that among more than MAX_VERSIONS versions one is always deprecated.
     */

    static final int MAX_VERSIONS = 10;
    static final int MAX_STAGES = 8;

    private final Map<String, SecretVersion> versions = new LinkedHashMap<>();
    private final Map<String, String> versionIdByStage = new TreeMap<>();

    Optional<SecretVersion> find(String versionId) {
        return Optional.ofNullable(versions.get(versionId));
    }

    Optional<SecretVersion> at(String stage) {
        return Optional.ofNullable(versionIdByStage.get(stage)).map(versions::get);
    }

    /** Returns every version, the earliest first. */
    Collection<SecretVersion> all() {
        return Collections.unmodifiableCollection(versions.values());
    }

    /** Returns the stages on a version, in alphabetical order. */
    List<String> stagesOf(String versionId) {
        return versionIdByStage.entrySet().stream()
                .filter(entry -> entry.getValue().equals(versionId))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Adds a version under a new id, moves stages to it, and drops the earliest deprecated version if need be. */
    void add(SecretVersion version, Set<String> stages) {
        requireRoomFor(stages);
        versions.put(version.id(), version);
        stages.forEach(stage -> place(stage, version.id()));
        if (versions.size() > MAX_VERSIONS) {
            dropEarliestDeprecated();
        }
    }

    void move(String stage, String toVersionId) {
        requireRoomFor(Set.of(stage));
        place(stage, toVersionId);
    }

    void takeOff(String stage) {
        versionIdByStage.remove(stage);
    }

    /** Removes the previous version and all of its stages. */
    void removePrevious() {
        at(VersionStages.PREVIOUS).ifPresent(version -> {
            versions.remove(version.id());
            versionIdByStage.values().removeIf(version.id()::equals);
        });
    }

    private void requireRoomFor(Set<String> stages) {
        Set<String> all = new TreeSet<>(versionIdByStage.keySet());
        all.addAll(stages);
        if (stages.contains(VersionStages.CURRENT) && !versions.isEmpty()) {
            all.add(VersionStages.PREVIOUS);
        }
        if (all.size() > MAX_STAGES) {
            throw ServiceRefusal.limitExceeded();
        }
    }

    private void place(String stage, String versionId) {
        String former = versionIdByStage.put(stage, versionId);
        if (stage.equals(VersionStages.CURRENT) && former != null && !former.equals(versionId)) {
            versionIdByStage.put(VersionStages.PREVIOUS, former);
        }
    }

    private void dropEarliestDeprecated() {
        versions.keySet().stream()
                .filter(id -> !versionIdByStage.containsValue(id))
                .findFirst()
                .ifPresent(versions::remove);
    }
}
