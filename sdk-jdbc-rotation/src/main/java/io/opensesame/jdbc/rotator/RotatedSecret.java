package io.opensesame.jdbc.rotator;

import io.opensesame.error.OpenSesameException;
import io.opensesame.error.ResourceExistsException;
import io.opensesame.error.SecretFormatException;
import io.opensesame.kms.KmsClient;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.kms.secret.DescribeSecretResponse;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.kms.secret.ListSecretVersionIdsRequest;
import io.opensesame.kms.secret.PutSecretValueRequest;
import io.opensesame.kms.secret.SecretData;
import io.opensesame.kms.secret.SecretOperations;
import io.opensesame.kms.secret.UpdateSecretVersionStageRequest;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.VersionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The secret that a rotation changes, in KMS itself, past every cache. */
final class RotatedSecret {
    private final SecretOperations operations;
    private final String name;
    private final VersionStage pendingStage;
    private final String arn;

    private RotatedSecret(SecretOperations operations, String name, VersionStage pendingStage, String arn) {
        this.operations = operations;
        this.name = name;
        this.pendingStage = pendingStage;
        this.arn = arn;
    }

    /**
     * Finds a secret.
     *
     * @throws LoginRotationException if it cannot be read, or its type is not Generic
     */
    static RotatedSecret find(KmsClient kms, String name, VersionStage pendingStage) {
        DescribeSecretResponse secret = reading(
                RotationStep.CHECK,
                name,
                "it cannot be described",
                () -> kms.secrets().describeSecret(DescribeSecretRequest.of(name)));
        if (!secret.secretType().equals(SecretType.GENERIC)) {
            throw new LoginRotationException(
                    RotationStep.CHECK,
                    name,
                    "it is of type " + secret.secretType() + ", which KMS rotates itself: call RotateSecret, or switch"
                            + " its automatic rotation on; only Generic secrets are rotated from here",
                    null);
        }
        return new RotatedSecret(kms.secrets(), name, pendingStage, secret.arn());
    }

    String name() {
        return name;
    }

    /** Returns what the secret is known by whatever name it was given by. */
    String arn() {
        return arn;
    }

    LoginVersions versions(RotationStep step) {
        return reading(step, name, "its versions cannot be listed", () -> listed(step));
    }

    private LoginVersions listed(RotationStep step) {
        ListSecretVersionIdsRequest request = ListSecretVersionIdsRequest.builder()
                .secretName(name)
                .includeDeprecated(true)
                .build();
        return LoginVersions.of(arn, operations.listAllSecretVersionIds(request).toList(), pendingStage)
                .orElseThrow(() -> new LoginRotationException(
                        step, name, "KMS lists no version at " + VersionStage.CURRENT, null));
    }

    LoginDocument login(RotationStep step, String versionId) {
        return login(
                step,
                "version '" + versionId + "'",
                GetSecretValueRequest.builder().versionId(versionId));
    }

    LoginDocument currentLogin(RotationStep step) {
        return login(
                step, "its current version", GetSecretValueRequest.builder().versionStage(VersionStage.CURRENT));
    }

    private LoginDocument login(RotationStep step, String version, GetSecretValueRequest.Builder request) {
        return reading(
                step,
                name,
                version + " cannot be read as a login",
                () -> LoginDocument.of(
                        operations.getSecretValue(request.secretName(name).build())));
    }

    /** Puts a version at the pending stage alone, or returns false if there is one of that id with another value. */
    boolean prepare(String versionId, SecretData data) {
        PutSecretValueRequest request = PutSecretValueRequest.builder()
                .secretName(name)
                .versionId(versionId)
                .data(data)
                .versionStages(pendingStage)
                .build();
        try {
            operations.putSecretValue(request);
            return true;
        } catch (ResourceExistsException e) {
            return false; // Another rotator was faster; what it put is found when the versions are read again.
        } catch (OpenSesameException e) {
            throw failure(RotationStep.PREPARE, "version '" + versionId + "' cannot be put", e);
        }
    }

    /** Makes a version current, if the one that it is to follow still is. */
    void promote(String versionId, String from) {
        UpdateSecretVersionStageRequest request = UpdateSecretVersionStageRequest.builder()
                .secretName(name)
                .versionStage(VersionStage.CURRENT)
                .moveToVersion(versionId)
                .removeFromVersion(from)
                .build();
        move(RotationStep.PROMOTE, request, versions -> versions.current().equals(versionId));
    }

    /** Takes the pending stage off a version. */
    void finish(String versionId) {
        UpdateSecretVersionStageRequest request = UpdateSecretVersionStageRequest.builder()
                .secretName(name)
                .versionStage(pendingStage)
                .removeFromVersion(versionId)
                .build();
        move(
                RotationStep.FINISH,
                request,
                versions -> versions.pending().filter(versionId::equals).isEmpty());
    }

    /** A call that was repeated since its answer got lost is refused the second time, so only the stages tell. */
    private void move(RotationStep step, UpdateSecretVersionStageRequest request, Predicate<LoginVersions> done) {
        try {
            operations.updateSecretVersionStage(request);
        } catch (OpenSesameException e) {
            LoginRotationException failure = failure(step, "stage " + request.versionStage() + " cannot be moved", e);
            try {
                if (done.test(versions(step))) {
                    return;
                }
            } catch (LoginRotationException unknown) {
                failure.addSuppressed(unknown);
            }
            throw failure;
        }
    }

    private LoginRotationException failure(RotationStep step, String what, OpenSesameException cause) {
        return new LoginRotationException(
                step,
                name,
                what + "; rotate again when the cause is removed, and it goes on from here: " + cause.getMessage(),
                cause);
    }

    private static <T> T reading(RotationStep step, String name, String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (LoginRotationException e) {
            throw e;
        } catch (SecretFormatException e) {
            throw new LoginRotationException(step, name, String.valueOf(e.getMessage()), e);
        } catch (OpenSesameException e) {
            throw new LoginRotationException(step, name, what + ": " + e.getMessage(), e);
        }
    }
}
