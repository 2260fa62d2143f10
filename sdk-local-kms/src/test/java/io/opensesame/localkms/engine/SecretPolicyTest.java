package io.opensesame.localkms.engine;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertMissing;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretPolicyTest {
    private static final String DEFAULT =
            "{\"Version\":\"1\",\"Statement\":[{\"Sid\":\"kms default secret policy\",\"Effect\":\"Allow\","
                    + "\"Principal\":{\"RAM\":[\"acs:ram::100000000000:*\"]},\"Action\":[\"kms:*\"],\"Resource\":[\"*\"]}]}";
    private static final String OTHER = DEFAULT.replace("kms default secret policy", "mine");

    private final TestKms kms = new TestKms();

    @BeforeEach
    void createSecret() {
        kms.createGeneric("a");
    }

    @Test
    void get_neverSet_answersTheDefaultPolicy() {
        assertThat(kms.call("GetSecretPolicy", "SecretName", "a").get("Policy").textValue())
                .isEqualTo(DEFAULT);
    }

    @Test
    void set_policy_isGivenBackAsItWasSent() {
        assertThat(kms.call("SetSecretPolicy", "SecretName", "a", "Policy", OTHER, "PolicyName", "default"))
                .isEmpty();

        assertThat(kms.call("GetSecretPolicy", "SecretName", "a", "PolicyName", "default")
                        .get("Policy")
                        .textValue())
                .isEqualTo(OTHER);
    }

    @Test
    void create_withPolicy_hasIt() {
        kms.call("CreateSecret", "SecretName", "b", "VersionId", "v1", "SecretData", "s", "Policy", OTHER);

        assertThat(kms.call("GetSecretPolicy", "SecretName", "b").get("Policy").textValue())
                .isEqualTo(OTHER);
    }

    @Test
    void otherNames_doNotExist() {
        assertRefused(
                kms.refused("GetSecretPolicy", "SecretName", "a", "PolicyName", "mine"),
                404,
                "Forbidden.ResourceNotFound");
        assertInvalid(
                kms.refused("SetSecretPolicy", "SecretName", "a", "Policy", OTHER, "PolicyName", "mine"), "PolicyName");
        assertMissing(kms.refused("SetSecretPolicy", "SecretName", "a"), "Policy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "not json",
                "{\"Version\":\"2\",\"Statement\":[]}",
                "{\"Version\":\"1\",\"Statement\":[]}",
                "{\"Version\":\"1\",\"Statement\":[{}]}",
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Maybe\",\"Principal\":{},\"Action\":\"*\",\"Resource\":\"*\"}]}",
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":{},\"Action\":[],\"Resource\":\"*\"}]}",
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":{},\"Action\":[1],\"Resource\":\"*\"}]}",
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
            })
    void set_badShape_isInvalid(String policy) {
        assertInvalid(kms.refused("SetSecretPolicy", "SecretName", "a", "Policy", policy), "Policy");
    }

    @Test
    void set_largestPolicy_isTakenAndOneMoreByteIsNot() {
        String padded = OTHER + " ".repeat(32_768 - OTHER.length());
        kms.call("SetSecretPolicy", "SecretName", "a", "Policy", padded);

        assertInvalid(kms.refused("SetSecretPolicy", "SecretName", "a", "Policy", padded + " "), "Policy");
    }
}
