package io.opensesame.localkms.engine.key;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertMissing;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.localkms.engine.TestKms;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.policy.KeyPolicy;
import io.opensesame.policy.Principal;
import io.opensesame.policy.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KeyPolicyTest {
    private static final String INSTANCE = "kst-1";
    private static final String DEFAULT =
            "{\"Version\":\"1\",\"Statement\":[{\"Sid\":\"kms default key policy\",\"Effect\":\"Allow\","
                    + "\"Principal\":{\"RAM\":[\"acs:ram::100000000000:*\"]},\"Action\":[\"kms:*\"],\"Resource\":[\"*\"]}]}";

    private final TestKms kms = new TestKms();

    @BeforeEach
    void createInstance() {
        kms.engine.createInstance(INSTANCE, 1);
    }

    @Test
    void get_neverSet_answersTheDefaultPolicy() {
        String keyId = create();

        assertThat(policy(keyId)).isEqualTo(DEFAULT);
        assertThat(policy("acs:kms:cn-hangzhou:100000000000:key/" + keyId)).isEqualTo(DEFAULT);
    }

    @Test
    void set_policy_isGivenBackAsItWasSent() {
        String keyId = create();
        String sent = admitting("100000000000").toPrettyJson();

        assertThat(kms.call("SetKeyPolicy", "KeyId", keyId, "Policy", sent, "PolicyName", "default"))
                .isEmpty();

        assertThat(policy(keyId)).isEqualTo(sent);
    }

    @Test
    void create_withPolicy_hasIt() {
        String sent = admitting("200000000000").toJson();

        assertThat(policy(create("Policy", sent))).isEqualTo(sent);
    }

    @Test
    void keyInNoInstance_hasNoPolicy() {
        String keyId = kms.call("CreateKey").at("/KeyMetadata/KeyId").textValue();

        assertRefused(
                kms.refused("SetKeyPolicy", "KeyId", keyId, "Policy", DEFAULT), 400, "Forbidden.KeyPolicyUnSupported");
        assertRefused(kms.refused("GetKeyPolicy", "KeyId", keyId), 400, "Forbidden.KeyPolicyUnSupported");
    }

    @Test
    void create_inAnInstanceThatIsNotThere_isRefusedAndLeavesNothing() {
        assertRefused(kms.refused("CreateKey", "DKMSInstanceId", "kst-2"), 403, "Forbidden.DKMSInstanceNotFound");

        assertThat(kms.call("ListKeys").get("TotalCount").intValue()).isZero();
    }

    @Test
    void refusals_ofBadCalls_areTheServices() {
        String keyId = create();

        assertMissing(kms.refused("SetKeyPolicy", "KeyId", keyId), "Policy");
        assertInvalid(
                kms.refused("SetKeyPolicy", "KeyId", keyId, "Policy", DEFAULT, "PolicyName", "mine"), "PolicyName");
        assertRefused(
                kms.refused("GetKeyPolicy", "KeyId", keyId, "PolicyName", "mine"), 404, "Forbidden.ResourceNotFound");
        assertRefused(kms.refused("GetKeyPolicy", "KeyId", "no-such-key"), 404, "Forbidden.KeyNotFound");
        assertRefused(kms.refused("GetKeyPolicy", "KeyId", "alias/a"), 400, "Unsupported.Alias");
        assertRefused(kms.refused("SetKeyPolicy", "KeyId", keyId, "Policy", "{}"), 400, "InvalidParameter");
        kms.call("ScheduleKeyDeletion", "KeyId", keyId, "PendingWindowInDays", "7");
        assertRefused(kms.refused("SetKeyPolicy", "KeyId", keyId, "Policy", DEFAULT), 409, "Rejected.PendingDeletion");
        assertThat(policy(keyId)).isEqualTo(DEFAULT);
    }

    @Test
    void quota_ofTheInstance_countsKeysAndSecretsAlike() {
        String keyId = create("Policy", admitting("200000000000").toJson());
        String other = create();
        kms.call("CreateSecret", "SecretName", "s", "VersionId", "v1", "SecretData", "x", "DKMSInstanceId", INSTANCE);
        String secretPolicy = admitting("300000000000")
                .toJson()
                .replace("kms default key policy", "kms default secret policy")
                .replace("kms:Decrypt", "kms:GetSecretValue");

        ServiceRefusal byKey = kms.refused(
                "SetKeyPolicy",
                "KeyId",
                other,
                "Policy",
                admitting("300000000000").toJson());
        assertRefused(byKey, 400, "Rejected.ShareQuotaExceedLimit");
        assertRefused(
                kms.refused("SetSecretPolicy", "SecretName", "s", "Policy", secretPolicy),
                400,
                "Rejected.ShareQuotaExceedLimit");

        kms.call("ScheduleKeyDeletion", "KeyId", keyId, "PendingWindowInDays", "7");
        kms.clock.advance(Duration.ofDays(7).plusMinutes(5));
        kms.call("SetSecretPolicy", "SecretName", "s", "Policy", secretPolicy);
    }

    private String create(String... more) {
        var parameters = TestKms.parameters(more);
        parameters.put("DKMSInstanceId", INSTANCE);
        return kms.engine
                .perform("CreateKey", parameters, TestKms.ROOT)
                .at("/KeyMetadata/KeyId")
                .textValue();
    }

    private String policy(String keyId) {
        return kms.call("GetKeyPolicy", "KeyId", keyId).get("Policy").textValue();
    }

    private static KeyPolicy admitting(String accountId) {
        return KeyPolicy.of(
                KeyPolicy.ownerStatement(TestKms.ACCOUNT),
                Statement.allow()
                        .principal(Principal.ramUser(accountId, "u"))
                        .action("kms:Decrypt")
                        .resource("*")
                        .build());
    }
}
