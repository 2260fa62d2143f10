package io.opensesame.localkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opensesame.policy.KeyPolicy;
import io.opensesame.policy.Principal;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** KMS instances, and policies of what is in them, made by the Java API. */
class InstanceSeedingTest {
    private final LocalKms kms = LocalKms.start();
    private final SigningClient client = new SigningClient(kms);

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void newSecret_inAnInstance_hasItsPolicy() throws Exception {
        String instance = kms.createInstance();
        SecretPolicy policy = secretPolicy("acs:ram::1903253031260002:user/stranger");

        kms.newSecret("plain")
                .text("x")
                .instance(instance)
                .encryptionKey("key-1")
                .create();
        kms.newSecret("shared").text("x").instance(instance).policy(policy).create();

        assertThat(instance).startsWith("kst-");
        var described = client.call("DescribeSecret", Map.of("SecretName", "plain"));
        assertThat(described.text("DKMSInstanceId")).isEqualTo(instance);
        assertThat(described.text("EncryptionKeyId")).isEqualTo("key-1");
        assertThat(policyOfSecret("plain"))
                .isEqualTo(SecretPolicy.defaultFor(kms.accountId()).toJson());
        assertThat(policyOfSecret("shared")).isEqualTo(policy.toJson());

        kms.setSecretPolicy("plain", policy);
        assertThat(policyOfSecret("plain")).isEqualTo(policy.toJson());
    }

    @Test
    void newKey_inAnInstance_hasItsPolicy() throws Exception {
        String instance = kms.createInstance();
        KeyPolicy policy = keyPolicy();

        String plain = kms.newKey().instance(instance).create();
        String shared = kms.newKey().instance(instance).policy(policy).create();

        assertThat(policyOfKey(plain))
                .isEqualTo(KeyPolicy.defaultFor(kms.accountId()).toJson());
        assertThat(policyOfKey(shared)).isEqualTo(policy.toJson());
        kms.setKeyPolicy(plain, policy);
        assertThat(policyOfKey(plain)).isEqualTo(policy.toJson());
    }

    @Test
    void createInstance_quota_limitsForeignAccounts() {
        kms.createInstance("kst-orders", 1);
        kms.newSecret("a").text("x").instance("kst-orders").create();
        kms.setSecretPolicy("a", secretPolicy("acs:ram::1903253031260002:user/stranger"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.setSecretPolicy(
                        "a",
                        secretPolicy(
                                "acs:ram::1903253031260002:user/stranger", "acs:ram::1903253031260003:role/reader")))
                .withMessageContaining("Rejected.ShareQuotaExceedLimit");
    }

    @Test
    void refusals_nameTheServicesCode() {
        kms.createSecret("plain", "x");
        String keyId = kms.createKey("alias/plain");

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> kms.newSecret("a").text("x").instance("kst-none").create())
                .withMessageContaining("Forbidden.DKMSInstanceNotFound");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.setSecretPolicy("plain", SecretPolicy.defaultFor(kms.accountId())))
                .withMessageContaining("SetSecretPolicy of 'plain' is refused: UnsupportedOperation");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.setKeyPolicy(keyId, KeyPolicy.defaultFor(kms.accountId())))
                .withMessageContaining("SetKeyPolicy of '" + keyId + "' is refused: Forbidden.KeyPolicyUnSupported");
    }

    @Test
    void createInstance_badIdOrQuota_isRejected() {
        kms.createInstance("kst-orders", 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.createInstance("kst-orders", 0))
                .withMessageContaining("kst-orders");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.createInstance("kst orders", 0))
                .withMessageContaining("kst orders");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.createInstance("kst-2", -1))
                .withMessageContaining("-1");
    }

    private String policyOfSecret(String name) throws Exception {
        return client.call("GetSecretPolicy", Map.of("SecretName", name)).text("Policy");
    }

    private String policyOfKey(String keyId) throws Exception {
        return client.call("GetKeyPolicy", Map.of("KeyId", keyId)).text("Policy");
    }

    private SecretPolicy secretPolicy(String... readers) {
        Statement.Builder read = Statement.allow().action("kms:GetSecretValue").resource("*");
        for (String reader : readers) {
            read.principal(Principal.ofRam(reader));
        }
        return SecretPolicy.of(SecretPolicy.ownerStatement(kms.accountId()), read.build());
    }

    private KeyPolicy keyPolicy() {
        return KeyPolicy.of(
                KeyPolicy.ownerStatement(kms.accountId()),
                Statement.allow()
                        .principal(Principal.ramUser(kms.accountId(), "alice"))
                        .action("kms:Decrypt")
                        .resource("*")
                        .build());
    }
}
