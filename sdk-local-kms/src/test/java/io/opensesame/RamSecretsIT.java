package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.StsEndpoint;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.PendingDeletionException;
import io.opensesame.error.RefusedCredentialsException;
import io.opensesame.error.ResourceExistsException;
import io.opensesame.error.ResourceNotFoundException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.kms.secret.AutomaticRotation;
import io.opensesame.localkms.LocalAccessKey;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.RamUser;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.template.ManagedRamCredentials;
import io.opensesame.ram.client.AccessKeySummary;
import io.opensesame.ram.client.CallerIdentity;
import io.opensesame.ram.client.ManagedPolicyType;
import io.opensesame.ram.client.RamEndpoint;
import io.opensesame.ram.secret.CreatedRamSecret;
import io.opensesame.ram.secret.ManagedRamSecrets;
import io.opensesame.ram.secret.NewRamSecret;
import io.opensesame.ram.secret.RamSecretException;
import io.opensesame.ram.secret.RamSecretException.Reason;
import io.opensesame.ram.secret.RamSecretState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RAM secrets from their creation to their deletion, on LocalKms's clock, over real HTTP. */
class RamSecretsIT {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final String NAME = ManagedRamSecrets.nameOf("app");

    private final LocalKms kms = LocalKms.builder().frozenClock(NOW).start();
    private final List<OpenSesame> clients = new ArrayList<>();
    private final OpenSesame sesame = clientOf(TestClients.readyKey(kms));
    private final ManagedRamSecrets secrets = sesame.ram().secrets();
    private final RamUser app = kms.ram().createUser("app");
    private final Credentials key = TestClients.credentials(app.createAccessKey());

    @AfterEach
    void close() {
        clients.forEach(OpenSesame::close);
        kms.close();
    }

    private OpenSesame clientOf(Credentials credentials) {
        OpenSesame client = TestClients.connectedTo(kms)
                .ramEndpoint(RamEndpoint.at(kms.endpoint()))
                .stsEndpoint(StsEndpoint.at(kms.endpoint()))
                .credentials(credentials)
                .build();
        clients.add(client);
        return client;
    }

    private CallerIdentity callerOf(Credentials credentials) {
        return clientOf(credentials).ram().client().getCallerIdentity();
    }

    /** What the secret holds now, read past every cache. */
    private Credentials current() {
        record Value(String AccessKeyId, String AccessKeySecret) {}
        try (OpenSesame reader = TestClients.connectedTo(kms).build()) {
            Value value = reader.secrets().get(NAME).exposeJson(Value.class);
            return Credentials.accessKey(value.AccessKeyId(), value.AccessKeySecret());
        }
    }

    private List<String> accessKeyIds() {
        return sesame.ram().client().listAccessKeys("app").stream()
                .map(AccessKeySummary::accessKeyId)
                .toList();
    }

    private CreatedRamSecret create() {
        sesame.ram().authorization().apply();
        return secrets.create(
                NewRamSecret.builder("app", key).rotationInterval(MONTH).build());
    }

    @Test
    void create_authorizedUser_takesItsAccessKeyOver() {
        CreatedRamSecret created = create();

        assertThat(created.secretName()).isEqualTo("acs/ram/user/app");
        assertThat(created.nextRotationDate()).contains(NOW.plus(MONTH));
        assertThat(created.warnings()).isEmpty();
        assertThat(current()).isEqualTo(key);
        RamSecretState state = secrets.describe(NAME);
        assertThat(state.userName()).isEqualTo("app");
        assertThat(state.automaticRotation()).isEqualTo(AutomaticRotation.ENABLED);
        assertThat(state.rotationInterval()).contains(MONTH);
        assertThat(state.lastRotationDate()).isEmpty();
        assertThat(state.isRotating()).isFalse();
        assertThatThrownBy(this::create).isInstanceOf(ResourceExistsException.class);
    }

    @Test
    void rotate_thenWindowEnds_replacesTheAccessKey() {
        create();

        String version = secrets.rotate(NAME);

        Credentials next = current();
        RamSecretState rotating = secrets.describe(NAME);
        assertThat(sesame.secrets().get(NAME).versionId()).isEqualTo(version);
        assertThat(next).isNotEqualTo(key);
        assertThat(rotating.isRotating()).isTrue();
        assertThat(rotating.lastRotationDate()).contains(NOW);
        assertThat(callerOf(key)).isEqualTo(callerOf(next));
        assertThatThrownBy(() -> secrets.rotate(NAME))
                .isInstanceOfSatisfying(
                        RamSecretException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ROTATION_UNDER_WAY))
                .hasMessageContaining("under way since 2026-03-01T08:00:00Z")
                .hasMessageContaining("at the latest at 2026-03-03T08:00:00Z");
        assertThatThrownBy(() -> secrets.changeInterval(NAME, MONTH)).isInstanceOf(RamSecretException.class);
        assertThatThrownBy(() -> secrets.stopAutomaticRotation(NAME)).isInstanceOf(RamSecretException.class);

        kms.clock().advance(Duration.ofDays(2));

        assertThat(secrets.describe(NAME).isRotating()).isFalse();
        assertThat(accessKeyIds()).containsExactly(next.accessKeyId());
        assertThatThrownBy(() -> callerOf(key)).isInstanceOf(RefusedCredentialsException.class);
        assertThat(callerOf(next).arn()).endsWith("user/app");
    }

    @Test
    void changeInterval_thenStop_movesAndEndsAutomaticRotation() {
        create();

        secrets.changeInterval(NAME, Duration.ofDays(7));

        assertThat(secrets.describe(NAME).nextRotationDate()).contains(NOW.plus(Duration.ofDays(7)));
        kms.clock().advance(Duration.ofDays(7));
        assertThat(secrets.describe(NAME).lastRotationDate()).contains(NOW.plus(Duration.ofDays(7)));
        Credentials rotated = current();
        assertThat(rotated).isNotEqualTo(key);

        kms.clock().advance(Duration.ofDays(3));
        secrets.stopAutomaticRotation(NAME);

        kms.clock().advance(Duration.ofDays(400));
        assertThat(secrets.describe(NAME).automaticRotation()).isEqualTo(AutomaticRotation.DISABLED);
        assertThat(current()).isEqualTo(rotated);
    }

    @Test
    void delete_thenRestoreThenDeleteNow_leavesTheAccessKey() {
        create();

        Instant planned = secrets.delete(NAME, Duration.ofDays(7));

        assertThat(planned).isEqualTo(NOW.plus(Duration.ofDays(7)));
        assertThat(secrets.describe(NAME).plannedDeleteTime()).contains(planned);
        assertThatThrownBy(() -> secrets.delete(NAME)).isInstanceOf(PendingDeletionException.class);
        assertThatThrownBy(() -> secrets.rotate(NAME)).isInstanceOf(PendingDeletionException.class);
        secrets.restore(NAME);
        assertThat(secrets.describe(NAME).plannedDeleteTime()).isEmpty();
        assertThatThrownBy(() -> secrets.restore(NAME))
                .isInstanceOfSatisfying(
                        KmsServiceException.class, e -> assertThat(e.code()).isEqualTo("Rejected.ResourceInUse"));
        secrets.deleteNow(NAME);
        assertThatThrownBy(() -> secrets.describe(NAME)).isInstanceOf(SecretNotFoundException.class);
        assertThat(callerOf(key).arn()).endsWith("user/app");
    }

    @Test
    void create_twoAccessKeys_firstRotationDeletesTheOneWarnedOf() {
        sesame.ram().authorization().apply();
        Credentials second = TestClients.credentials(app.createAccessKey());
        RamSecretException refusal = catchThrowableOfType(
                RamSecretException.class,
                () -> secrets.create(NewRamSecret.builder("app", key).build()));
        assertThat(refusal.reason()).isEqualTo(Reason.ACCESS_KEY_NOT_GIVEN);
        assertThat(refusal.accessKeyIds()).containsExactly(second.accessKeyId());

        CreatedRamSecret created = secrets.create(
                NewRamSecret.builder("app", key).otherAccessKey(second).build());

        assertThat(created.warnings()).singleElement().asString().contains("deletes " + second.accessKeyId());
        assertThat(created.nextRotationDate()).isEmpty();
        secrets.rotate(NAME);
        assertThat(accessKeyIds())
                .containsExactlyInAnyOrder(key.accessKeyId(), current().accessKeyId());
        assertThatThrownBy(() -> callerOf(second)).isInstanceOf(RefusedCredentialsException.class);
    }

    @Test
    void create_kmsNotAuthorized_createsOnceItIs() {
        NewRamSecret secret = NewRamSecret.builder("app", key).build();

        assertThatThrownBy(() -> secrets.create(secret))
                .isInstanceOfSatisfying(
                        RamSecretException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_AUTHORIZED))
                .hasMessageContaining("sesame.ram().authorization().apply()")
                .hasMessageContaining("ROLE MISSING");
        assertThatThrownBy(() -> secrets.describe(NAME)).isInstanceOf(SecretNotFoundException.class);

        sesame.ram().authorization().apply();
        assertThat(secrets.create(secret).secretName()).isEqualTo(NAME);
    }

    @Test
    void create_wrongInput_createsNothing() {
        sesame.ram().authorization().apply();
        LocalAccessKey foreign = kms.ram().createUser("batch").createAccessKey();

        assertThatThrownBy(
                        () -> secrets.create(NewRamSecret.builder("nobody", key).build()))
                .isInstanceOfSatisfying(
                        ResourceNotFoundException.class,
                        e -> assertThat(e.code()).isEqualTo("EntityNotExist.User"));
        assertThatThrownBy(() -> secrets.create(NewRamSecret.builder("app", TestClients.credentials(foreign))
                        .build()))
                .isInstanceOfSatisfying(
                        RamSecretException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ACCESS_KEY_NOT_OF_USER))
                .hasMessageContaining(foreign.accessKeyId());

        assertThat(Stream.of("app", "nobody", "batch").map(ManagedRamSecrets::nameOf))
                .allSatisfy(name ->
                        assertThatThrownBy(() -> secrets.describe(name)).isInstanceOf(SecretNotFoundException.class));
    }

    @Test
    void rotate_secretOfAnotherType_isRefusedAndUntouched() {
        kms.createSecret("orders/db", "s3cret");

        assertThatThrownBy(() -> secrets.deleteNow("orders/db"))
                .isInstanceOfSatisfying(
                        RamSecretException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_A_RAM_SECRET))
                .hasMessageContaining("is of type Generic");
        assertThat(sesame.secrets().get("orders/db").exposeText()).isEqualTo("s3cret");
    }

    @Test
    void create_callerWhoMayNotLookAtTheRole_isWarned() {
        RamUser ops = kms.ram()
                .createUser("ops")
                .attachPolicy(
                        "Create",
                        RamPolicy.of(
                                Statement.allow()
                                        .action("kms:CreateSecret")
                                        .resource("*")
                                        .build(),
                                Statement.allow()
                                        .action("ram:ListAccessKeys")
                                        .resource("acs:ram:*:*:user/app")
                                        .build()));
        ManagedRamSecrets asOps =
                clientOf(TestClients.credentials(ops.createAccessKey())).ram().secrets();

        CreatedRamSecret created = asOps.create(NewRamSecret.builder("app", key).build());

        assertThat(created.warnings()).singleElement().asString().contains("could not be looked at", "ram:GetRole");
    }

    /** The policy that the guide gives to who manages RAM secrets. */
    @Test
    void wholeLife_leastPermissionsOfTheGuide_suffice() {
        sesame.ram().authorization().apply();
        RamUser ops = kms.ram().createUser("ops").attachPolicy("RamSecrets", RamPolicy.parse("""
                {"Version": "1", "Statement": [
                  {"Effect": "Allow", "Action": "kms:CreateSecret", "Resource": "acs:kms:*:*:secret"},
                  {"Effect": "Allow", "Action": ["kms:DescribeSecret", "kms:ListSecretVersionIds", "kms:RotateSecret",
                    "kms:UpdateSecretRotationPolicy", "kms:DeleteSecret", "kms:RestoreSecret"],
                   "Resource": "acs:kms:*:*:secret/acs/ram/user/*"},
                  {"Effect": "Allow", "Action": "ram:ListAccessKeys", "Resource": "acs:ram:*:*:user/*"}]}"""));
        ops.attachPolicy("Check", sesame.ram().authorization().requiredPermissionsToCheck());
        ManagedRamSecrets asOps =
                clientOf(TestClients.credentials(ops.createAccessKey())).ram().secrets();

        assertThat(asOps.create(NewRamSecret.builder("app", key).build()).warnings())
                .isEmpty();
        asOps.changeInterval(NAME, MONTH);
        asOps.rotate(NAME);
        kms.clock().advance(Duration.ofDays(2));
        asOps.stopAutomaticRotation(NAME);
        asOps.delete(NAME);
        asOps.restore(NAME);
        assertThat(asOps.describe(NAME).plannedDeleteTime()).isEmpty();
        asOps.deleteNow(NAME);
    }

    @Test
    void rotate_roleGone_isExplainedWithTheRemedy() {
        create();
        sesame.ram()
                .client()
                .detachPolicyFromRole(
                        ManagedPolicyType.CUSTOM, ManagedRamCredentials.POLICY_NAME, ManagedRamCredentials.ROLE_NAME);
        assertThatThrownBy(() -> secrets.rotate(NAME))
                .isInstanceOfSatisfying(
                        KmsServiceException.class, e -> assertThat(e.code()).isEqualTo("NoPermission"))
                .hasMessageContaining("It is the service role of KMS that lacks a permission in RAM.");
        sesame.ram().client().deleteRole(ManagedRamCredentials.ROLE_NAME);

        assertThatThrownBy(() -> secrets.rotate(NAME))
                .isInstanceOfSatisfying(
                        ResourceNotFoundException.class,
                        e -> assertThat(e.code()).isEqualTo("EntityNotExist.Role"))
                .hasMessageContaining("sesame.ram().authorization()");

        sesame.ram().authorization().apply();
        secrets.rotate(NAME);
        assertThat(current()).isNotEqualTo(key);
    }

    @Test
    void automaticRotation_userGone_isBrokenAndSaysSo() {
        create();
        kms.deleteAccessKey(key.accessKeyId());
        app.delete();

        kms.clock().advance(MONTH);

        assertThat(secrets.describe(NAME).isRotationBroken()).isTrue();
        assertThatThrownBy(() -> secrets.rotate(NAME))
                .isInstanceOfSatisfying(
                        ResourceNotFoundException.class,
                        e -> assertThat(e.code()).isEqualTo("EntityNotExist.User"))
                .hasMessageContaining("The RAM user has to exist.");
    }
}
