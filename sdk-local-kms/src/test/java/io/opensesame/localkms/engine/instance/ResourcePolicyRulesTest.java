package io.opensesame.localkms.engine.instance;

import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.policy.KeyPolicy;
import io.opensesame.policy.Policy;
import io.opensesame.policy.SecretPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResourcePolicyRulesTest {
    private static final String OWNER = "1192853035110001";
    private static final String FOREIGN = "1903253031260002";

    private final ResourcePolicyRules<SecretPolicy> secrets = ResourcePolicyRules.ofSecrets(OWNER);
    private final ResourcePolicyRules<KeyPolicy> keys = ResourcePolicyRules.ofKeys(OWNER);

    @Test
    void readSet_exampleOfTheUsersText_isTakenAndCountsOneForeignAccount() {
        String text = """
                { "Statement": [
                  { "Action": [ "kms:*" ], "Effect": "Allow", "Principal": { "RAM": [ "acs:ram::1192853035110001:*" ] },
                    "Resource": [ "*" ], "Sid": "kms default secret policy" },
                  { "Action": [ "kms:List*", "kms:Describe*", "kms:PutSecretValue", "kms:Update*", "kms:DeleteSecret",
                      "kms:RestoreSecret", "kms:RotateSecret", "kms:TagResource", "kms:UntagResource" ],
                    "Effect": "Allow", "Principal": { "RAM": [ "acs:ram::1192853035110001:user/secret_ramuser1" ] },
                    "Resource": [ "*" ] },
                  { "Action": [ "kms:List*", "kms:Describe*", "kms:GetSecretValue" ], "Effect": "Allow",
                    "Principal": { "RAM": [ "acs:ram::1192853035110001:user/secret_ramuser2",
                      "acs:ram::1903253031260002:user/secret_ramuser3" ] },
                    "Resource": [ "*" ] } ], "Version": "1" }""";

        ResourcePolicy<SecretPolicy> policy = secrets.readSet(parameters(text));

        assertThat(policy.text()).isEqualTo(text);
        assertThat(policy.policy()).isEqualTo(SecretPolicy.parse(text));
        assertThat(policy.foreignAccounts()).containsExactly(FOREIGN);
    }

    @Test
    void readNew_withoutPolicy_isTheDefaultOne() {
        assertThat(secrets.readNew(new Parameters(Map.of())).policy()).isEqualTo(SecretPolicy.defaultFor(OWNER));
        assertThat(keys.readNew(new Parameters(Map.of())).policy()).isEqualTo(KeyPolicy.defaultFor(OWNER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Sid\":\"mine\"",
                "\"Effect\":\"Deny\"",
                "\"RAM\":[\"acs:ram::1192853035110001:user/owner\"]",
                "\"Action\":[\"kms:Describe*\"]",
                "\"Resource\":[\"acs:kms:*:*:secret/a\"]",
            })
    void readSet_changedOwnerStatement_isRefused(String change) {
        String member = change.substring(0, change.indexOf(':') + 1);
        String changed = SecretPolicy.defaultFor(OWNER)
                .toJson()
                .replaceFirst(member + "(\\[[^]]*]|\"[^\"]*\")", change.replace("$", "\\$"));
        assertThat(changed).contains(change);

        ServiceRefusal refusal = refusal(secrets, changed);

        assertThat(refusal.getMessage()).contains("owner", "kms default secret policy");
    }

    @Test
    void readSet_ownerStatementWithTextsForLists_isTheSameStatement() {
        String text = SecretPolicy.defaultFor(OWNER).toJson().replace("[\"kms:*\"]", "\"kms:*\"");

        assertThat(secrets.readSet(parameters(text)).policy()).isEqualTo(SecretPolicy.defaultFor(OWNER));
    }

    @Test
    void readSet_ownerStatementWithTheOtherWordForTheAccount_isTaken() {
        String text = SecretPolicy.defaultFor(OWNER).toJson().replace(OWNER + ":*", OWNER + ":root");

        assertThat(secrets.readSet(parameters(text)).text()).isEqualTo(text);
    }

    @Test
    void readSet_foreignAccount_isNoPrincipal() {
        assertThat(refusal(secrets, secretPolicy("Allow", FOREIGN + ":*", "kms:GetSecretValue"))
                        .getMessage())
                .contains("not the account " + FOREIGN);
        assertThat(refusal(secrets, secretPolicy("Deny", FOREIGN + ":root", "kms:GetSecretValue"))
                        .getMessage())
                .contains("not the account " + FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kms:PutSecretValue", "kms:*", "kms:D*", "kms:UpdateSecret"})
    void readSet_foreignUserWithMoreThanReading_isRefused(String action) {
        assertThat(refusal(secrets, secretPolicy("Allow", FOREIGN + ":user/u", action))
                        .getMessage())
                .contains("/Statement/1/Principal/RAM/0", action, FOREIGN);
        assertThat(secrets.readSet(parameters(secretPolicy("Allow", OWNER + ":user/u", action)))
                        .foreignAccounts())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kms:GetSecretValue", "kms:Describe*", "kms:DescribeSecret", "kms:listsecretversionids"})
    void readSet_foreignUserOrRoleWhoReads_isAdmitted(String action) {
        assertThat(secrets.readSet(parameters(secretPolicy("Allow", FOREIGN + ":role/r", action)))
                        .foreignAccounts())
                .containsExactly(FOREIGN);
    }

    @Test
    void readSet_foreignUserWhoIsDenied_isNotCounted() {
        assertThat(secrets.readSet(parameters(secretPolicy("Deny", FOREIGN + ":user/u", "kms:*")))
                        .foreignAccounts())
                .isEmpty();
    }

    @Test
    void readSet_foreignUserOfAKey_mayUseItAndNotManageIt() {
        assertThat(keys.readSet(parameters(keyPolicy("kms:GenerateDataKey"))).foreignAccounts())
                .containsExactly(FOREIGN);
        assertThat(refusal(keys, keyPolicy("kms:ScheduleKeyDeletion")).getMessage())
                .contains("kms:ScheduleKeyDeletion");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "not json",
                "{\"Version\":\"2\",\"Statement\":[]}",
                "{\"Version\":\"1\",\"Statement\":[]}",
                "{\"Version\":\"1\",\"Statement\":[{}]}",
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
            })
    void readSet_badShape_isInvalid(String text) {
        assertThat(refusal(secrets, text).getMessage()).contains("line ");
    }

    @Test
    void readSet_largestPolicy_isTakenAndOneMoreByteIsNot() {
        String policy = SecretPolicy.defaultFor(OWNER).toJson();
        String padded = policy + " ".repeat(32_768 - policy.length());
        secrets.readSet(parameters(padded));

        assertThat(refusal(secrets, padded + " ").getMessage()).contains("32769 bytes");
    }

    @Test
    void readSet_anotherName_isInvalid() {
        String policy = SecretPolicy.defaultFor(OWNER).toJson();

        assertThatThrownBy(() -> secrets.readSet(new Parameters(Map.of("Policy", policy, "PolicyName", "mine"))))
                .isInstanceOf(ServiceRefusal.class)
                .hasMessageContaining("PolicyName");
    }

    private static ServiceRefusal refusal(ResourcePolicyRules<? extends Policy> rules, String text) {
        ServiceRefusal refusal = catchThrowableOfType(ServiceRefusal.class, () -> rules.readSet(parameters(text)));
        assertThat(refusal).isNotNull();
        assertRefused(refusal, 400, "InvalidParameter");
        assertThat(refusal).hasMessageStartingWith("The specified parameter \"Policy\" is not valid: ");
        return refusal;
    }

    private static Parameters parameters(String policy) {
        return new Parameters(Map.of("Policy", policy));
    }

    private static String secretPolicy(String effect, String principal, String action) {
        return with(SecretPolicy.defaultFor(OWNER).toJson(), effect, principal, action);
    }

    private static String keyPolicy(String action) {
        return with(KeyPolicy.defaultFor(OWNER).toJson(), "Allow", FOREIGN + ":user/u", action);
    }

    private static String with(String defaultPolicy, String effect, String principal, String action) {
        return defaultPolicy.replaceFirst(
                "]}]}$",
                "]},{\"Effect\":\"" + effect + "\",\"Principal\":{\"RAM\":[\"acs:ram::" + principal
                        + "\"]},\"Action\":[\"" + action + "\"],\"Resource\":[\"*\"]}]}");
    }
}
