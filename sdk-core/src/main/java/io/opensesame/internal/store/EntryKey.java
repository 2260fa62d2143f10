package io.opensesame.internal.store;

import io.opensesame.internal.cache.ReadRequest;
import io.opensesame.secrets.VersionStage;

/**
 * What a copy is a copy of.
 *
 * @param scope the account or endpoint that it was read from
 * @param byVersionId whether the selector is a version id, else it is a stage
 * @param name the secret's name, as it was asked for
 * @param selector the stage or the version id that was asked for
 */
record EntryKey(String scope, boolean byVersionId, String name, String selector) {
    static EntryKey of(String scope, ReadRequest request) {
        VersionStage stage = request.stage();
        return stage != null
                ? new EntryKey(scope, false, request.name(), stage.name())
                : new EntryKey(
                        scope, true, request.name(), request.expectedVersionId().orElseThrow());
    }
}
