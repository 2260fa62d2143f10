package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.error.SecretNotFoundException;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.StartedAttempt;
import io.opensesame.kms.crypto.DecryptRequest;
import io.opensesame.kms.crypto.EncryptRequest;
import io.opensesame.kms.permission.PermissionRecorder;
import io.opensesame.kms.secret.CreateSecretRequest;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.kms.secret.ListSecretsRequest;
import io.opensesame.localkms.LocalKms;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.leastprivilege.LeastPrivilege;
import io.opensesame.policy.leastprivilege.NeededPermission;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an application needs, as its calls and the answers to them tell; the endpoint names no region. */
class PermissionRecorderIT {
    private final LocalKms kms = LocalKms.start();
    private final PermissionRecorder recorder = new PermissionRecorder();
    private final OpenSesame sesame =
            TestClients.connectedTo(kms).callListener(recorder).build();

    @AfterEach
    void close() {
        sesame.close();
        kms.close();
    }

    private String arn(String relative) {
        return "acs:kms:*:" + kms.accountId() + ":" + relative;
    }

    @Test
    void leastPrivilege_ofAReader_isToReadThatSecret() {
        kms.createSecret("orders/db", "one");

        sesame.secrets().get("orders/db");
        assertThat(recorder.leastPrivilege().suggestions())
                .anySatisfy(suggestion -> assertThat(suggestion.because()).contains("Which key protects"));
        int unknown = recorder.learnKeys(sesame.kms());
        recorder.account(kms.accountId());

        assertThat(unknown).isZero();
        LeastPrivilege least = recorder.leastPrivilege();
        assertThat(least.ramPolicies())
                .containsExactly(RamPolicy.of(Statement.allow()
                        .action("kms:GetSecretValue")
                        .resource(arn("secret/orders/db"))
                        .build()));
        assertThat(recorder.operations()).containsExactly("GetSecretValue");
    }

    @Test
    void learnKeys_secretUnderAKeyOfTheAccount_addsItsUse() {
        String keyId = kms.createKey("alias/orders");
        sesame.kms()
                .secrets()
                .createSecret(CreateSecretRequest.builder()
                        .secretName("orders/db")
                        .versionId("v1")
                        .text("one")
                        .encryptionKeyId(keyId)
                        .build());
        sesame.kms().secrets().getSecretValue(GetSecretValueRequest.of("orders/db"));

        recorder.learnKeys(sesame.kms());

        assertThat(recorder.account()).contains(kms.accountId());
        assertThat(recorder.leastPrivilege().permissions())
                .containsExactly(
                        NeededPermission.of("kms:Decrypt", arn("key/" + keyId)),
                        NeededPermission.of("kms:GenerateDataKey", arn("key/" + keyId)),
                        NeededPermission.of("kms:CreateSecret", arn("secret")),
                        NeededPermission.of("kms:GetSecretValue", arn("secret/orders/db")));
    }

    /** A fail-over region's secret of the same name may have another key. */
    @Test
    void learnKeys_secretOfAnotherRegion_staysUnknown() {
        kms.createSecret("orders/db", "one");
        String elsewhere = "acs:kms:cn-beijing:" + kms.accountId() + ":secret/orders/db";
        StartedAttempt started = StartedAttempt.builder("GetSecretValue", "kms.cn-beijing.aliyuncs.com")
                .neededPermissions(List.of(
                        NeededPermission.of("kms:GetSecretValue", elsewhere),
                        NeededPermission.onKeyOf("kms:Decrypt", elsewhere)))
                .build();
        PermissionRecorder ofBeijing = new PermissionRecorder();
        ofBeijing.attempted(CallAttempt.builder(started, CallAttempt.Outcome.SUCCEEDED)
                .neededPermissions(started.neededPermissions())
                .build());

        assertThat(ofBeijing.learnKeys(sesame.kms())).isEqualTo(1);
    }

    @Test
    void permissions_cryptography_nameTheKeyThatTheAnswerNamed() {
        String keyId = kms.createKey("alias/orders");
        byte[] ciphertext = sesame.kms()
                .send(EncryptRequest.of("alias/orders", new byte[] {1, 2, 3}))
                .ciphertextBlob();
        sesame.kms().send(DecryptRequest.of(ciphertext));

        assertThat(recorder.permissions())
                .containsExactly(
                        NeededPermission.of("kms:Decrypt", "acs:kms:*:*:key/" + keyId),
                        NeededPermission.of("kms:Encrypt", "acs:kms:*:*:key/" + keyId));
    }

    @Test
    void permissions_temporaryCredentials_needNoUseOfTheKey() {
        kms.createSecret("orders/db", "one");
        PermissionRecorder ofSession = new PermissionRecorder();

        try (OpenSesame session = OpenSesame.builder()
                .endpoint(KmsEndpoint.of(kms.endpoint()))
                .credentials(TestClients.credentials(kms.issueTemporaryCredentials(Duration.ofHours(1))))
                .callListener(ofSession)
                .build()) {
            session.secrets().get("orders/db");
        }

        assertThat(ofSession.permissions())
                .containsExactly(NeededPermission.of("kms:GetSecretValue", "acs:kms:*:*:secret/orders/db"));
    }

    @Test
    void permissions_refusedAndListingCalls_areNeededToo() {
        try {
            sesame.kms().secrets().getSecretValue(GetSecretValueRequest.of("typo"));
        } catch (SecretNotFoundException e) {
            assertThat(e.resource()).isEqualTo("typo");
        }
        sesame.kms().secrets().listSecrets(ListSecretsRequest.builder().build());

        assertThat(recorder.operations()).containsExactly("GetSecretValue", "ListSecrets");
        assertThat(recorder.permissionsOf("ListSecrets"))
                .containsExactly(NeededPermission.of("kms:ListSecrets", "acs:kms:*:*:secret"));
        assertThat(recorder.learnKeys(sesame.kms())).isEqualTo(1);
    }
}
