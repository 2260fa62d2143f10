package io.opensesame.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.PolicyException;
import io.opensesame.error.ServiceRefusal;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the policies of a caller say about a denial that it got from KMS. */
class DeniedCallTest {
    private static final String ACCOUNT = "1192853035110001";
    private static final Principal ALICE = Principal.ramUser(ACCOUNT, "alice");

    @Test
    void explain_accountUnknown_isTheCallers() {
        AccessDeniedException denied = denied(
                "GetSecretValue",
                "acs:kms:cn-hangzhou:*:secret/orders/db",
                "{\"Effect\":\"Allow\",\"Action\":\"kms:GetSecretValue\",\"Resource\":\"acs:kms:cn-hangzhou:*:secret/orders/db\"}");

        assertThat(policies("kms:DescribeSecret", "*").explain(denied, ALICE))
                .isEqualTo(ALICE + " is refused kms:GetSecretValue on acs:kms:cn-hangzhou:" + ACCOUNT
                        + ":secret/orders/db: no policy of the caller allows it. Nearest comes statement 1 of app: its"
                        + " Action [kms:DescribeSecret] does not cover kms:GetSecretValue.");
    }

    @Test
    void explain_policiesAllow_saysThatSomethingElseDenies() {
        AccessDeniedException denied = denied(
                "GetSecretValue",
                "acs:kms:*:*:secret/orders/db",
                "{\"Effect\":\"Allow\",\"Action\":\"kms:GetSecretValue\",\"Resource\":\"acs:kms:*:*:secret/orders/db\"}");

        assertThat(policies("kms:*", "acs:kms:*:*:secret/*").explain(denied, ALICE))
                .startsWith("These policies allow GetSecretValue on acs:kms:*:*:secret/orders/db to " + ALICE
                        + ": what denied it is a policy that is not among them");
    }

    @Test
    void explain_severalActionsAndResources_explainsThoseThatLack() {
        AccessDeniedException reEncrypt = denied(
                "ReEncrypt",
                "acs:kms:cn-hangzhou:*:key/*",
                "{\"Effect\":\"Allow\",\"Action\":\"kms:ReEncrypt*\",\"Resource\":\"acs:kms:cn-hangzhou:*:key/*\"}");
        AccessDeniedException alias = denied(
                "CreateAlias",
                "acs:kms:cn-hangzhou:*:alias/app",
                "{\"Effect\":\"Allow\",\"Action\":\"kms:CreateAlias\",\"Resource\":[\"acs:kms:cn-hangzhou:*:alias/app\","
                        + "\"acs:kms:cn-hangzhou:*:key/k1\"]}");

        assertThat(policies("kms:ReEncryptFrom", "*").explain(reEncrypt, ALICE))
                .contains("is refused kms:ReEncryptTo on acs:kms:cn-hangzhou:" + ACCOUNT + ":key/*")
                .doesNotContain("is refused kms:ReEncryptFrom")
                .endsWith("The denial does not tell what stands for *, so that only what covers all is taken to cover it.");
        assertThat(policies("kms:CreateAlias", "acs:kms:*:*:alias/*").explain(alias, ALICE))
                .contains("is refused kms:CreateAlias on acs:kms:cn-hangzhou:" + ACCOUNT + ":key/k1")
                .doesNotContain("is refused kms:CreateAlias on acs:kms:cn-hangzhou:" + ACCOUNT + ":alias");
    }

    @Test
    void explain_withContext_judgesConditionsByIt() {
        AccessPolicies policies =
                AccessPolicies.builder().identity("app", RamPolicy.parse("""
                        {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*",
                          "Condition": {"IpAddress": {"acs:SourceIp": "10.0.0.0/8"}}}]}""")).build();
        AccessDeniedException denied = denied(
                "GetRandomPassword",
                "*",
                "{\"Effect\":\"Allow\",\"Action\":\"kms:GetRandomPassword\",\"Resource\":\"*\"}");

        assertThat(policies.explain(denied, ALICE, Map.of("acs:SourceIp", List.of("203.0.113.7"))))
                .contains("is not met by [203.0.113.7]");
        assertThat(policies.explain(denied, ALICE)).contains("the request has no acs:SourceIp");
    }

    @Test
    void explain_noStatement_isRefused() {
        assertThatThrownBy(() -> policies("kms:*", "*").explain(denied("Encrypt", "*", "?"), ALICE))
                .isInstanceOf(PolicyException.class);
    }

    private static AccessPolicies policies(String action, String resource) {
        return AccessPolicies.builder()
                .identity(
                        "app",
                        RamPolicy.parse("{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action
                                + "\",\"Resource\":\"" + resource + "\"}]}"))
                .build();
    }

    private static AccessDeniedException denied(String operation, String arn, String leastStatement) {
        return new AccessDeniedException(
                new ServiceRefusal(
                        operation, "", "kms.cn-hangzhou.aliyuncs.com", 403, "Forbidden.NoPermission", "", "no"),
                arn,
                leastStatement);
    }
}
