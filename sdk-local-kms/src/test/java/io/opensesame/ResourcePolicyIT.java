package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.error.InvalidRequestException;
import io.opensesame.error.PolicyException;
import io.opensesame.kms.key.CreateKeyRequest;
import io.opensesame.kms.key.GetKeyPolicyRequest;
import io.opensesame.kms.key.KeyOperations;
import io.opensesame.kms.key.SetKeyPolicyRequest;
import io.opensesame.kms.secret.GetSecretPolicyRequest;
import io.opensesame.kms.secret.SecretOperations;
import io.opensesame.kms.secret.SetSecretPolicyRequest;
import io.opensesame.localkms.LocalKms;
import io.opensesame.policy.KeyPolicy;
import io.opensesame.policy.Principal;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Policies of secrets and keys, set and read by the client as values. */
class ResourcePolicyIT {
    private final LocalKms kms = LocalKms.start();
    private final OpenSesame sesame = TestClients.connectedTo(kms).build();
    private final SecretOperations secrets = sesame.kms().secrets();
    private final KeyOperations keys = sesame.kms().keys();

    @BeforeEach
    void create() {
        kms.createInstance("kst-1", 1);
        kms.newSecret("orders/db").instance("kst-1").text("one").create();
    }

    @AfterEach
    void close() {
        sesame.close();
        kms.close();
    }

    private Statement forReader(String action) {
        return Statement.allow()
                .principal(Principal.ramUser(kms.accountId(), "reader"))
                .action(action)
                .resource("*")
                .build();
    }

    @Test
    void secretPolicy_setAsAValue_isReadAsTheSame() {
        kms.ram().createUser("reader");
        SecretPolicy policy =
                SecretPolicy.of(SecretPolicy.ownerStatement(kms.accountId()), forReader("kms:GetSecretValue"));

        assertThat(stored()).isEqualTo(SecretPolicy.defaultFor(kms.accountId()));
        secrets.setSecretPolicy("orders/db", policy);

        assertThat(stored()).isEqualTo(policy);
    }

    private SecretPolicy stored() {
        return secrets.getSecretPolicy(GetSecretPolicyRequest.of("orders/db")).secretPolicy();
    }

    @Test
    void keyPolicy_setAsAValue_isReadAsTheSame() {
        kms.ram().createUser("reader");
        String keyId = keys.createKey(CreateKeyRequest.builder()
                        .instanceId("kst-1")
                        .policy(KeyPolicy.defaultFor(kms.accountId()))
                        .build())
                .keyMetadata()
                .keyId();
        KeyPolicy before = keys.getKeyPolicy(GetKeyPolicyRequest.of(keyId)).keyPolicy();
        KeyPolicy policy = KeyPolicy.of(before.statements().get(0), forReader("kms:Encrypt"));

        keys.setKeyPolicy(SetKeyPolicyRequest.of(keyId, policy));

        assertThat(before).isEqualTo(KeyPolicy.defaultFor(kms.accountId()));
        assertThat(keys.getKeyPolicy(GetKeyPolicyRequest.of(keyId)).keyPolicy()).isEqualTo(policy);
    }

    @Test
    void keyPolicy_ofAKeyInNoInstance_isRefused() {
        String keyId = kms.createKey("alias/shared");

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> keys.getKeyPolicy(GetKeyPolicyRequest.of(keyId)))
                .satisfies(e -> assertThat(e.code()).isEqualTo("Forbidden.KeyPolicyUnSupported"));
    }

    @Test
    void secretPolicy_malformed_isNotSent() {
        long before = kms.totalRequests();

        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> secrets.setSecretPolicy(SetSecretPolicyRequest.builder()
                        .secretName("orders/db")
                        .policy("{\"Version\":\"1\",\"Statement\":[]}")
                        .build()));
        assertThat(kms.totalRequests()).isEqualTo(before);
    }
}
