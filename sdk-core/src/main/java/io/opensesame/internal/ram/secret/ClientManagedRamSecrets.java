package io.opensesame.internal.ram.secret;

import io.opensesame.error.KmsServiceException;
import io.opensesame.kms.secret.AutomaticRotation;
import io.opensesame.kms.secret.CreateSecretResponse;
import io.opensesame.kms.secret.DeleteSecretRequest;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.kms.secret.DescribeSecretResponse;
import io.opensesame.kms.secret.ExtendedConfig;
import io.opensesame.kms.secret.ListSecretVersionIdsRequest;
import io.opensesame.kms.secret.RestoreSecretRequest;
import io.opensesame.kms.secret.RotateSecretRequest;
import io.opensesame.kms.secret.RotationState;
import io.opensesame.kms.secret.SecretOperations;
import io.opensesame.kms.secret.SecretVersion;
import io.opensesame.kms.secret.UpdateSecretRotationPolicyRequest;
import io.opensesame.ram.authorization.AuthorizationReport;
import io.opensesame.ram.client.RamClient;
import io.opensesame.ram.secret.CreatedRamSecret;
import io.opensesame.ram.secret.ManagedRamSecrets;
import io.opensesame.ram.secret.NewRamSecret;
import io.opensesame.ram.secret.RamSecretException;
import io.opensesame.ram.secret.RamSecretException.Reason;
import io.opensesame.ram.secret.RamSecretState;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link ManagedRamSecrets} over the clients of KMS and RAM. */
public final class ClientManagedRamSecrets implements ManagedRamSecrets {
    /*
     * Each method: the request is built, which checks the input; KMS tells what the secret is, and one of another type
     * ends it; then the one call that changes something. So nothing is ever half done.
     */
    private static final Logger LOGGER = LoggerFactory.getLogger(ManagedRamSecrets.class);

    /** The longest that a superseded AccessKey goes on working. */
    private static final Duration LONGEST_WINDOW = Duration.ofDays(2);

    private final SecretOperations secrets;
    private final NewSecretCheck check;
    private final Supplier<String> versionIds;

    /**
     * Creates it.
     *
     * @param secrets calls KMS
     * @param ram calls RAM
     * @param authorization tells whether KMS could rotate the AccessKeys of a user of that name
     * @param versionIds gives an id that no version had yet
     */
    public ClientManagedRamSecrets(
            SecretOperations secrets,
            RamClient ram,
            Function<String, AuthorizationReport> authorization,
            Supplier<String> versionIds) {
        this.secrets = secrets;
        this.check = new NewSecretCheck(ram, authorization);
        this.versionIds = versionIds;
    }

    @Override
    public CreatedRamSecret create(NewRamSecret secret) {
        List<String> warnings = check.warnings(secret);
        CreateSecretResponse created = secrets.createSecret(secret.request());
        warnings.forEach(warning -> LOGGER.warn("Secret {} was created. {}", created.secretName(), warning));
        return new CreatedRamSecret(
                created.secretName(),
                created.arn(),
                created.versionId(),
                created.rotation().nextRotationDate(),
                warnings);
    }

    @Override
    public RamSecretState describe(String secretName) {
        return state(ramSecret("Describing it", secretName));
    }

    @Override
    public String rotate(String secretName) {
        RotateSecretRequest request = RotateSecretRequest.of(secretName, versionIds.get());
        ramSecret("Rotating it", secretName);
        return unlessRotating(secretName, () -> secrets.rotateSecret(request)).versionId();
    }

    @Override
    public void changeInterval(String secretName, Duration rotationInterval) {
        changeRotation(UpdateSecretRotationPolicyRequest.enable(secretName, rotationInterval));
    }

    @Override
    public void stopAutomaticRotation(String secretName) {
        changeRotation(UpdateSecretRotationPolicyRequest.disable(secretName));
    }

    private void changeRotation(UpdateSecretRotationPolicyRequest request) {
        ramSecret("Changing its rotation", request.secretName());
        unlessRotating(request.secretName(), () -> secrets.updateSecretRotationPolicy(request));
    }

    @Override
    public Instant delete(String secretName) {
        return delete(DeleteSecretRequest.of(secretName));
    }

    @Override
    public Instant delete(String secretName, Duration recoveryWindow) {
        return delete(DeleteSecretRequest.builder()
                .secretName(secretName)
                .recoveryWindow(recoveryWindow)
                .build());
    }

    @Override
    public void deleteNow(String secretName) {
        delete(DeleteSecretRequest.builder()
                .secretName(secretName)
                .withoutRecovery(true)
                .build());
    }

    private Instant delete(DeleteSecretRequest request) {
        ramSecret("Deleting it", request.secretName());
        return secrets.deleteSecret(request).plannedDeleteTime();
    }

    @Override
    public void restore(String secretName) {
        RestoreSecretRequest request = RestoreSecretRequest.of(secretName);
        ramSecret("Restoring it", secretName);
        secrets.restoreSecret(request);
    }

    private DescribeSecretResponse ramSecret(String what, String secretName) {
        DescribeSecretResponse described = secrets.describeSecret(DescribeSecretRequest.of(secretName));
        if (!described.secretType().equals(SecretType.RAM_CREDENTIALS)) {
            throw new RamSecretException(
                    Reason.NOT_A_RAM_SECRET,
                    List.of(),
                    "The secret '" + secretName + "' is of type " + described.secretType() + ", not "
                            + SecretType.RAM_CREDENTIALS + ". " + what
                            + " was not tried; use sesame.kms().secrets() for secrets of other types.",
                    null);
        }
        return described;
    }

    private RamSecretState state(DescribeSecretResponse described) {
        RotationState rotation = described.rotation();
        return new RamSecretState(
                described.secretName(),
                described.arn(),
                userName(described),
                rotation.automaticRotation().orElse(AutomaticRotation.DISABLED),
                rotation.interval(),
                rotation.lastRotationDate(),
                rotation.nextRotationDate(),
                previousVersionId(described),
                described.plannedDeleteTime());
    }

    private static String userName(DescribeSecretResponse described) {
        String name = described.secretName();
        return described
                .extendedConfig()
                .flatMap((ExtendedConfig config) -> config.field("UserName"))
                .orElseGet(() -> name.substring(name.lastIndexOf('/') + 1));
    }

    /** Whether KMS lists the versions of a secret that is to be deleted, is not established; so it is not asked. */
    private Optional<String> previousVersionId(DescribeSecretResponse described) {
        if (described.plannedDeleteTime().isPresent()) {
            return Optional.empty();
        }
        return secrets.listAllSecretVersionIds(ListSecretVersionIdsRequest.of(described.secretName()))
                .filter(version -> version.versionStages().contains(VersionStage.PREVIOUS))
                .map(SecretVersion::versionId)
                .findFirst();
    }

    /** By which code KMS refuses what must wait for a rotation, is not established; so it is asked how things are. */
    private <R> R unlessRotating(String secretName, Supplier<R> change) {
        try {
            return change.get();
        } catch (KmsServiceException refused) {
            if (refused.getClass() == KmsServiceException.class && !isOfRam(refused)) {
                requireNotRotating(secretName, refused);
            }
            throw refused;
        }
    }

    /** Whether it tells by itself what RAM refused to KMS; a version may be left over from that. */
    private static boolean isOfRam(KmsServiceException refused) {
        return refused.code().equals("NoPermission") || refused.code().startsWith("LimitExceeded.");
    }

    private void requireNotRotating(String secretName, KmsServiceException refused) {
        RamSecretState now;
        try {
            now = describe(secretName);
        } catch (RuntimeException unknown) {
            refused.addSuppressed(unknown);
            return;
        }
        if (now.isRotating()) {
            throw rotationUnderWay(now, refused);
        }
    }

    private static RamSecretException rotationUnderWay(RamSecretState now, KmsServiceException refused) {
        Instant begun = now.lastRotationDate().orElseThrow();
        return new RamSecretException(
                Reason.ROTATION_UNDER_WAY,
                List.of(),
                "A rotation of the secret '" + now.secretName() + "' is under way since " + begun + ", so "
                        + refused.action() + " has to wait. Both AccessKeys work until KMS deletes the superseded one,"
                        + " at the latest at " + begun.plus(LONGEST_WINDOW) + ". Try again then.",
                refused);
    }
}
