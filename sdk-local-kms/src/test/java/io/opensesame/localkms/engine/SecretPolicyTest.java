package io.opensesame.localkms.engine;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertMissing;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.instance.ResourcePolicy;
import io.opensesame.policy.Principal;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SecretPolicyTest {
    private static final String INSTANCE = "kst-1";
    private static final String OTHER_ACCOUNT = "200000000000";
    private static final String DEFAULT =
            "{\"Version\":\"1\",\"Statement\":[{\"Sid\":\"kms default secret policy\",\"Effect\":\"Allow\","
                    + "\"Principal\":{\"RAM\":[\"acs:ram::100000000000:*\"]},\"Action\":[\"kms:*\"],\"Resource\":[\"*\"]}]}";

    private final TestKms kms = new TestKms();

    @BeforeEach
    void createSecret() {
        kms.engine.createInstance(INSTANCE, 1);
        create("a");
    }

    @Test
    void get_neverSet_answersTheDefaultPolicy() {
        assertThat(policy("a")).isEqualTo(DEFAULT);
    }

    @Test
    void set_policy_isGivenBackAsItWasSent() {
        String sent = admitting("acs:ram::100000000000:user/bob").toPrettyJson();

        assertThat(kms.call("SetSecretPolicy", "SecretName", "a", "Policy", sent, "PolicyName", "default"))
                .isEmpty();

        assertThat(kms.call("GetSecretPolicy", "SecretName", "a", "PolicyName", "default")
                        .get("Policy")
                        .textValue())
                .isEqualTo(sent);
    }

    @Test
    void create_withPolicy_hasIt() {
        String sent = admitting("acs:ram::100000000000:user/bob").toJson();

        create("b", "Policy", sent);

        assertThat(policy("b")).isEqualTo(sent);
    }

    @Test
    void secretInNoInstance_hasNoPolicy() {
        kms.createGeneric("plain");

        assertRefused(
                kms.refused("SetSecretPolicy", "SecretName", "plain", "Policy", DEFAULT), 400, "UnsupportedOperation");
        assertRefused(kms.refused("GetSecretPolicy", "SecretName", "plain"), 400, "UnsupportedOperation");
        assertRefused(
                kms.refused("CreateSecret", "SecretName", "b", "VersionId", "v1", "SecretData", "s", "Policy", DEFAULT),
                400,
                "UnsupportedOperation");
    }

    @Test
    void create_inAnInstanceThatIsNotThere_isRefusedAndLeavesNothing() {
        ServiceRefusal refusal = kms.refused(
                "CreateSecret", "SecretName", "b", "VersionId", "v1", "SecretData", "s", "DKMSInstanceId", "kst-2");

        assertRefused(refusal, 403, "Forbidden.DKMSInstanceNotFound");
        assertRefused(kms.refused("DescribeSecret", "SecretName", "b"), 404, "Forbidden.ResourceNotFound");
    }

    @Test
    void otherNames_doNotExist() {
        assertRefused(
                kms.refused("GetSecretPolicy", "SecretName", "a", "PolicyName", "mine"),
                404,
                "Forbidden.ResourceNotFound");
        assertInvalid(
                kms.refused("SetSecretPolicy", "SecretName", "a", "Policy", DEFAULT, "PolicyName", "mine"),
                "PolicyName");
        assertMissing(kms.refused("SetSecretPolicy", "SecretName", "a"), "Policy");
    }

    @Test
    void set_badPolicy_isInvalidAndChangesNothing() {
        ServiceRefusal refusal = kms.refused("SetSecretPolicy", "SecretName", "a", "Policy", "{\"Version\":\"1\"");

        assertRefused(refusal, 400, "InvalidParameter");
        assertThat(refusal)
                .hasMessageStartingWith("The specified parameter \"Policy\" is not valid: ")
                .hasMessageContaining("line 1");
        assertThat(policy("a")).isEqualTo(DEFAULT);
    }

    @Test
    void set_anotherAccountBeyondTheQuota_isRefusedUntilFiveMinutesAfterRevocation() {
        create("b");
        String first = admitting("acs:ram::" + OTHER_ACCOUNT + ":user/u").toJson();
        String second = admitting("acs:ram::300000000000:user/u").toJson();
        set("a", first);
        set("b", first);

        ServiceRefusal refusal = kms.refused("SetSecretPolicy", "SecretName", "b", "Policy", second);
        assertRefused(refusal, 400, "Rejected.ShareQuotaExceedLimit");
        assertThat(policy("b")).isEqualTo(first);

        set("a", DEFAULT);
        set("b", DEFAULT);
        kms.clock.advance(Duration.ofMinutes(5).minusSeconds(1));
        assertRefused(
                kms.refused("SetSecretPolicy", "SecretName", "b", "Policy", second),
                400,
                "Rejected.ShareQuotaExceedLimit");
        kms.clock.advance(Duration.ofSeconds(1));
        set("b", second);
        assertThat(policy("b")).isEqualTo(second);
    }

    @Test
    void create_beyondTheQuota_isRefusedAndLeavesNothing() {
        set("a", admitting("acs:ram::" + OTHER_ACCOUNT + ":user/u").toJson());

        ServiceRefusal refusal = kms.refused(
                "CreateSecret",
                "SecretName",
                "b",
                "VersionId",
                "v1",
                "SecretData",
                "s",
                "DKMSInstanceId",
                INSTANCE,
                "Policy",
                admitting("acs:ram::300000000000:role/r").toJson());

        assertRefused(refusal, 400, "Rejected.ShareQuotaExceedLimit");
        assertRefused(kms.refused("DescribeSecret", "SecretName", "b"), 404, "Forbidden.ResourceNotFound");
    }

    @Test
    void delete_secret_givesItsQuotaBackAfterFiveMinutes() {
        String first = admitting("acs:ram::" + OTHER_ACCOUNT + ":user/u").toJson();
        String second = admitting("acs:ram::300000000000:user/u").toJson();
        create("kept");
        set("a", first);
        kms.call("DeleteSecret", "SecretName", "a", "RecoveryWindowInDays", "7");

        kms.clock.advance(Duration.ofDays(7).plusMinutes(4));
        assertRefused(
                kms.refused("SetSecretPolicy", "SecretName", "kept", "Policy", second),
                400,
                "Rejected.ShareQuotaExceedLimit");
        kms.clock.advance(Duration.ofMinutes(1));
        set("kept", second);

        kms.call("DeleteSecret", "SecretName", "kept", "ForceDeleteWithoutRecovery", "true");
        kms.clock.advance(Duration.ofMinutes(5));
        create("next", "Policy", first);
    }

    @Test
    void resourcePolicy_ofStoredSecret_isThereInAnInstanceOnly() {
        StoredSecret secret = new StoredSecret("s", SecretType.GENERIC, "arn", kms.clock.instant());
        assertThat(secret.resourcePolicy()).isEmpty();

        SecretPolicy policy = SecretPolicy.defaultFor(TestKms.ACCOUNT);
        secret.place(INSTANCE, new ResourcePolicy<>(policy.toJson(), policy, Set.of()));

        assertThat(secret.resourcePolicy()).contains(policy);
    }

    private void create(String name, String... more) {
        var parameters = TestKms.parameters(more);
        parameters.putAll(TestKms.parameters(
                "SecretName", name, "VersionId", "v1", "SecretData", "s", "DKMSInstanceId", INSTANCE));
        kms.engine.perform("CreateSecret", parameters, TestKms.ROOT);
    }

    private void set(String name, String policy) {
        kms.call("SetSecretPolicy", "SecretName", name, "Policy", policy);
    }

    private String policy(String name) {
        return kms.call("GetSecretPolicy", "SecretName", name).get("Policy").textValue();
    }

    private static SecretPolicy admitting(String principal) {
        return SecretPolicy.of(
                SecretPolicy.ownerStatement(TestKms.ACCOUNT),
                Statement.allow()
                        .principal(Principal.ofRam(principal))
                        .action("kms:GetSecretValue", "kms:Describe*")
                        .resource("*")
                        .build());
    }
}
