package io.opensesame.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementTest {
    private static final String OWNER = "1192853035110001";

    @Test
    void build_everyPart_isInTheDocument() {
        Statement statement = Statement.allow()
                .sid("readers")
                .principal(Principal.ramUser(OWNER, "alice"))
                .action("kms:GetSecretValue")
                .action(ActionPattern.of("kms:Describe*"))
                .resource(KmsArn.secret("cn-hangzhou", OWNER, "orders/*"))
                .resource(ResourcePattern.any())
                .condition(ConditionOperator.IP_ADDRESS, "acs:SourceIp", "10.0.0.0/8")
                .build();

        assertThat(statement)
                .hasToString("{\"Sid\":\"readers\",\"Effect\":\"Allow\","
                        + "\"Principal\":{\"RAM\":[\"acs:ram::1192853035110001:user/alice\"]},"
                        + "\"Action\":[\"kms:GetSecretValue\",\"kms:Describe*\"],"
                        + "\"Resource\":[\"acs:kms:cn-hangzhou:1192853035110001:secret/orders/*\",\"*\"],"
                        + "\"Condition\":{\"IpAddress\":{\"acs:SourceIp\":[\"10.0.0.0/8\"]}}}");
        assertThat(statement.toBuilder().build()).isEqualTo(statement).hasSameHashCodeAs(statement);
    }

    @Test
    void build_conditionsOfOneOperatorApart_standTogether() {
        Condition ip = Condition.of(ConditionOperator.IP_ADDRESS, "acs:SourceIp", "10.0.0.0/8");
        Condition project = Condition.of(ConditionOperator.STRING_EQUALS, "kms:tag/Project", "Apollo");
        Condition team = Condition.of(ConditionOperator.STRING_EQUALS, "kms:tag/Team", "Moon");

        Statement statement = Statement.allow()
                .action("kms:Decrypt")
                .condition(project)
                .condition(ip)
                .condition(team)
                .build();

        assertThat(statement.conditions()).containsExactly(project, team, ip);
    }

    @Test
    void builder_contradictions_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Statement.allow().resource("*").build())
                .withMessageContaining("needs an action");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Statement.allow().action("kms:*").allActionsExcept("kms:Get*"))
                .withMessageContaining("either Action or NotAction");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Statement.allow()
                        .condition(ConditionOperator.BOOL, "acs:SecureTransport", "true")
                        .condition(ConditionOperator.BOOL, "acs:SecureTransport", "false"))
                .withMessageContaining("there is a condition Bool on acs:SecureTransport already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Statement.allow().sid("a#b"))
                .withMessageContaining("a Sid is 1 to 128 letters");
    }

    @Test
    void of_statementOfAnotherKindOfPolicy_isRefusedWithItsNumber() {
        Statement fine = Statement.allow().action("kms:*").resource("*").build();
        Statement withPrincipal =
                fine.toBuilder().principal(Principal.ramUser(OWNER, "alice")).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RamPolicy.of(fine, withPrincipal))
                .withMessage("statement 2: a statement of a RAM policy has no Principal:"
                        + " it is about whom the policy is attached to");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretPolicy.of(fine))
                .withMessage("statement 1: a statement of a secret policy needs a Principal");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        KeyPolicy.of(withPrincipal.toBuilder().action("ram:*").build()))
                .withMessageContaining("every action in a key policy begins with kms:, and 'ram:*' does not");
        assertThatIllegalArgumentException().isThrownBy(() -> RamPolicy.of(List.of()));
    }

    @Test
    void covers_actionsAndResources_byPattern() {
        Statement statement = Statement.deny()
                .allActionsExcept("kms:Get*")
                .resource("acs:kms:*:*:secret/prod/*")
                .build();

        assertThat(statement.coversAction("kms:getsecretvalue")).isFalse();
        assertThat(statement.coversAction("ram:CreateUser")).isTrue();
        assertThat(statement.coversResource("acs:kms:cn-hangzhou:1:secret/prod/a/b"))
                .isTrue();
        assertThat(statement.coversResource("acs:kms:cn-hangzhou:1:secret/Prod/a"))
                .isFalse();
    }
}
