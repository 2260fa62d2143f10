package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.crypto.DecryptRequest;
import io.opensesame.kms.crypto.EncryptRequest;
import io.opensesame.kms.permission.PermissionRecorder;
import io.opensesame.kms.secret.CreateSecretRequest;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.kms.secret.GetRandomPasswordRequest;
import io.opensesame.kms.secret.ListSecretsRequest;
import io.opensesame.kms.secret.PutSecretValueRequest;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.RamUser;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.leastprivilege.LeastPrivilege;
import io.opensesame.policy.leastprivilege.NeededPermission;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The policy that a recorder writes is what the application needs, no more and no less, as LocalKms judges it. */
class LeastPrivilegeIT {
    private final LocalKms kms = LocalKms.start();
    private final PermissionRecorder recorder = new PermissionRecorder();
    private final OpenSesame root =
            TestClients.connectedTo(kms).callListener(recorder).build();

    @BeforeEach
    void create() {
        kms.createSecret("orders/db", "one");
        String keyId = kms.createKey("alias/orders");
        root.kms()
                .secrets()
                .createSecret(CreateSecretRequest.builder()
                        .secretName("orders/signing")
                        .versionId("v1")
                        .text("one")
                        .encryptionKeyId(keyId)
                        .build());
        recorder.clear();
        kms.audit().clear();
    }

    @AfterEach
    void close() {
        root.close();
        kms.close();
    }

    /** All that the application does; it can be done again. */
    private void run(OpenSesame sesame) {
        sesame.secrets().get("orders/db");
        sesame.secrets().get("orders/signing");
        sesame.kms().secrets().describeSecret(DescribeSecretRequest.of("orders/db"));
        sesame.kms().secrets().listSecrets(ListSecretsRequest.builder().build());
        String password =
                sesame.kms().send(GetRandomPasswordRequest.builder().build()).exposePassword();
        sesame.kms()
                .secrets()
                .putSecretValue(PutSecretValueRequest.builder()
                        .secretName("orders/signing")
                        .versionId(UUID.randomUUID().toString())
                        .text(password)
                        .build());
        byte[] ciphertext = sesame.kms()
                .send(EncryptRequest.of("alias/orders", new byte[] {1, 2, 3}))
                .ciphertextBlob();
        sesame.kms().send(DecryptRequest.of(ciphertext));
    }

    private LeastPrivilege recorded() {
        run(root);
        recorder.learnKeys(root.kms());
        return recorder.leastPrivilege();
    }

    @Test
    void ramPolicies_attachedToAFreshUser_letTheApplicationRun() {
        List<RamPolicy> policies = recorded().ramPolicies();

        try (OpenSesame alice = userWith(policies)) {
            run(alice);
        }
        assertThat(policies).hasSize(1);
        assertThat(kms.audit().denials()).isEmpty();
    }

    @Test
    void ramPolicies_withoutAnyOneOfThePermissions_refuseTheApplicationAndNameIt() {
        List<NeededPermission> needed = recorded().permissions();

        assertThat(needed).hasSizeGreaterThan(7);
        for (NeededPermission missing : needed) {
            List<NeededPermission> others = new ArrayList<>(needed);
            others.remove(missing);
            try (OpenSesame alice =
                    userWith(LeastPrivilege.builder().need(others).build().ramPolicies())) {
                AccessDeniedException denied = catchThrowableOfType(AccessDeniedException.class, () -> run(alice));

                assertThat(denied).as("without %s", missing).isNotNull();
                assertThat(denied.deniedActions()).contains(missing.action());
            }
        }
    }

    /** The client concludes from its requests what LocalKms concludes from what it holds. */
    @Test
    void permissions_recordedByTheClient_areThoseThatLocalKmsChecked() {
        LeastPrivilege least = recorded();
        kms.audit().clear();

        try (OpenSesame alice = userWith(least.ramPolicies())) {
            run(alice);
        }

        String anyRegion = "acs:kms:*:";
        assertThat(kms.audit().entries())
                .extracting(entry ->
                        entry.action() + " on " + entry.resource().replace("acs:kms:" + kms.region() + ":", anyRegion))
                .containsOnly(least.permissions().stream()
                        .map(NeededPermission::toString)
                        .toArray(String[]::new));
    }

    /** From the audit trail come the same policies, with the region that it knows. */
    @Test
    void ramPolicies_ofTheAuditTrail_letTheApplicationRun() {
        try (OpenSesame admin = userWith(List.of(
                RamPolicy.of(Statement.allow().action("kms:*").resource("*").build())))) {
            run(admin);
        }
        LeastPrivilege.Builder builder = LeastPrivilege.builder();
        kms.audit().entries().forEach(entry -> builder.need(entry.action(), entry.resource()));
        LeastPrivilege least = builder.build();

        assertThat(least.suggestions()).isEmpty();
        try (OpenSesame alice = userWith(least.ramPolicies())) {
            run(alice);
        }
        assertThat(kms.audit().denials()).isEmpty();
    }

    private OpenSesame userWith(List<RamPolicy> policies) {
        RamUser user = kms.ram().createUser("user-" + UUID.randomUUID());
        for (int i = 0; i < policies.size(); i++) {
            user.attachPolicy(user.name() + "-" + i, policies.get(i));
        }
        return OpenSesame.builder()
                .endpoint(KmsEndpoint.of(kms.endpoint()))
                .credentials(TestClients.credentials(user.createAccessKey()))
                .build();
    }
}
