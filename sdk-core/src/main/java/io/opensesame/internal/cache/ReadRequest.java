package io.opensesame.internal.cache;

import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.secrets.VersionStage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is read from KMS: one stage of a secret, or one version by its id. Immutable. */
public final class ReadRequest {
    private final String name;
    private final @Nullable VersionStage stage;
    private final @Nullable String versionId;
    private final GetSecretValueRequest request;

    private ReadRequest(
            String name, @Nullable VersionStage stage, @Nullable String versionId, GetSecretValueRequest request) {
        this.name = name;
        this.stage = stage;
        this.versionId = versionId;
        this.request = request;
    }

    /** Throws IllegalArgumentException, with the rule, if the name is none. */
    public static ReadRequest stage(String name, VersionStage stage) {
        GetSecretValueRequest request = GetSecretValueRequest.builder()
                .secretName(name)
                .versionStage(stage)
                .build();
        return new ReadRequest(name, stage, null, request);
    }

    /** Throws IllegalArgumentException, with the rule, if name or id is none. */
    public static ReadRequest version(String name, String versionId) {
        GetSecretValueRequest request = GetSecretValueRequest.builder()
                .secretName(name)
                .versionId(versionId)
                .build();
        return new ReadRequest(name, null, versionId, request);
    }

    /** Returns the secret's name or ARN, as it was asked for. */
    public String name() {
        return name;
    }

    /** Returns the stage; null if a version is asked for. */
    public @Nullable VersionStage stage() {
        return stage;
    }

    /** Whether stage ACSCurrent is asked for. */
    boolean isCurrent() {
        return stage != null && stage.equals(VersionStage.CURRENT);
    }

    /** Returns the version id that is asked for; empty if a stage is. */
    public Optional<String> expectedVersionId() {
        return Optional.ofNullable(versionId);
    }

    /** Returns the request that asks KMS for it. */
    public GetSecretValueRequest request() {
        return request;
    }

    @Override
    public String toString() {
        return "'" + name + "' " + (stage != null ? "at stage " + stage : "version '" + versionId + "'");
    }
}
