package io.opensesame.policy.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.opensesame.policy.ConditionOperator;
import io.opensesame.policy.KmsArn;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.evaluation.AccessOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDifferenceTest {
    private static final String ACCOUNT = "1192853035110001";
    private static final String SECRETS = "acs:kms:cn-hangzhou:" + ACCOUNT + ":secret/";
    private static final KmsArn SECRET = KmsArn.secret("cn-hangzhou", ACCOUNT, "orders/db");

    @Test
    void between_sameMeaningInOtherWords_isEquivalent() {
        RamPolicy one = RamPolicy.of(Statement.allow()
                .action("kms:GetSecretValue", "kms:DescribeSecret")
                .resource(SECRETS + "a*", SECRETS + "b*")
                .build());
        RamPolicy split = RamPolicy.of(
                Statement.allow()
                        .action("kms:describesecret")
                        .resource(SECRETS + "b*")
                        .build(),
                Statement.allow()
                        .action("kms:DescribeSecret")
                        .resource(SECRETS + "a*", SECRETS + "aa*")
                        .build(),
                Statement.allow()
                        .action("kms:GetSecretValue")
                        .resource(SECRETS + "b*")
                        .build(),
                Statement.allow()
                        .action("kms:GetSecretValue")
                        .resource(SECRETS + "a*")
                        .build());

        PolicyDifference difference = PolicyDifference.between(one, split);

        assertThat(difference.changes()).isEmpty();
        assertThat(difference.isEquivalent()).isTrue();
        assertThat(difference.isCutShort()).isFalse();
        assertThat(difference).hasToString("no difference in " + difference.comparedRequests() + " requests");
    }

    @Test
    void between_actionsAndResourcesThatNeverMeet_isEquivalent() {
        RamPolicy policy = allows("kms:GetSecretValue", SECRETS + "*");
        RamPolicy more = RamPolicy.of(
                policy.statements().get(0),
                Statement.allow()
                        .action("kms:GetSecretValue")
                        .resource("acs:kms:*:*:key/*")
                        .build(),
                Statement.allow()
                        .action("kms:CreateSecret")
                        .resource(SECRETS + "*")
                        .build());

        assertThat(PolicyDifference.between(policy, more).isEquivalent()).isTrue();
    }

    @Test
    void between_widerResource_saysWhatIsAllowedNow() {
        PolicyDifference difference = PolicyDifference.between(
                allows("kms:GetSecretValue", SECRETS + "orders/*"), allows("kms:GetSecretValue", SECRETS + "*"));

        assertThat(difference.changes()).singleElement().satisfies(change -> {
            assertThat(change.principal()).isEmpty();
            assertThat(change.actions()).containsExactly("kms:GetSecretValue");
            assertThat(change.resources())
                    .allSatisfy(
                            resource -> assertThat(resource).startsWith(SECRETS).doesNotStartWith(SECRETS + "orders/"));
            assertThat(change.contexts()).isEmpty();
            assertThat(change.before()).isEqualTo(AccessOutcome.IMPLICIT_DENY);
            assertThat(change.after()).isEqualTo(AccessOutcome.ALLOW);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "secret/orders, secret/orders*",
        "secret/a*, secret/a?",
        "secret/a*, secret/*a",
        "secret/?, secret/??",
        "secret/*, secret*",
        "key/*, *",
        "secret/*orders*, secret/orders*",
        "secret/a*, secret/A*"
    })
    void between_patternsThatDifferALittle_finds(String before, String after) {
        String container = "acs:kms:cn-hangzhou:" + ACCOUNT + ":";

        assertThat(PolicyDifference.between(allows("kms:*", container + before), allows("kms:*", container + after))
                        .isEquivalent())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "kms:*, *",
        "kms:Get*, kms:GetSecret*",
        "kms:GetSecretValue, kms:GetSecretValue?",
        "kms:*Secret*, kms:*Secret",
        "oss:GetObject, oss:Get*"
    })
    void between_actionsThatDifferALittle_finds(String before, String after) {
        assertThat(PolicyDifference.between(allows(before, "*"), allows(after, "*"))
                        .isEquivalent())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "acs:kms:cn-hangzhou:1:secret/*, acs:kms:*:1:secret/*",
        "acs:kms:*:1:secret/*, acs:kms:*:1*:secret/*",
        "acs:kms:*:1:secret/*, acs:kms:*:*:secret/*",
        "acs:kms:cn-*:1:secret/*, acs:kms:cn-hangzhou:1:secret/*"
    })
    void between_otherRegionOrAccount_finds(String before, String after) {
        assertThat(PolicyDifference.between(allows("kms:*", before), allows("kms:*", after))
                        .isEquivalent())
                .isFalse();
    }

    @Test
    void between_denyOfWhatTwoPatternsShare_findsIt() {
        Statement all = Statement.allow()
                .action("kms:GetSecretValue")
                .resource(SECRETS + "a*")
                .build();
        Statement deny =
                Statement.deny().action("kms:*").resource(SECRETS + "*b").build();

        PolicyDifference difference = PolicyDifference.between(RamPolicy.of(all), RamPolicy.of(all, deny));

        assertThat(difference.changes()).anySatisfy(change -> {
            assertThat(change.before()).isEqualTo(AccessOutcome.ALLOW);
            assertThat(change.after()).isEqualTo(AccessOutcome.EXPLICIT_DENY);
            assertThat(change.resources()).contains(SECRETS + "ab");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "IpAddress, acs:SourceIp, 10.0.0.0/8, 10.0.0.0/9",
        "IpAddress, acs:SourceIp, 2001:db8::/32, 2001:db8::/33",
        "IpAddress, acs:SourceIp, 10.0.0.0/8, office",
        "IpAddress, acs:SourceIp, 10.0.0.0/9, ::ffff:10.0.0.0/104",
        "IpAddress, acs:SourceIp, 0.0.0.0/0, 0.0.0.0/1",
        "NumericLessThan, kms:Size, 5, 6",
        "DateLessThan, acs:CurrentTime, 2026-01-01, 2026-01-02",
        "Bool, acs:SecureTransport, true, false",
        "StringEquals, kms:tag/Project, orders, Orders",
        "StringLike, kms:tag/Project, orders*, orders?",
        "StringNotEquals, kms:tag/Project, orders, mail"
    })
    void between_otherConditionValue_finds(String operator, String key, String before, String after) {
        PolicyDifference difference = PolicyDifference.between(when(operator, key, before), when(operator, key, after));

        assertThat(difference.isEquivalent()).isFalse();
        assertThat(difference.changes())
                .allSatisfy(change -> assertThat(change.contexts())
                        .isNotEmpty()
                        .allSatisfy(context -> assertThat(context).containsKey(key)));
    }

    @Test
    void between_otherOperator_findsTheContextWithoutTheKey() {
        PolicyDifference difference = PolicyDifference.between(
                when("StringNotEquals", "acs:SourceVpc", "vpc-1"), when("StringLike", "acs:SourceVpc", "*"));

        assertThat(difference.changes())
                .anySatisfy(change -> assertThat(change.contexts())
                        .anySatisfy(context -> assertThat(context).isEmpty()));
    }

    @Test
    void between_conditionAdded_findsWhereItIsNotMet() {
        PolicyDifference difference = PolicyDifference.between(
                allows("kms:GetSecretValue", "*"), when("IpAddress", "acs:SourceIp", "10.0.0.0/8"));

        assertThat(difference.changes())
                .allSatisfy(change -> assertThat(change.before()).isEqualTo(AccessOutcome.ALLOW))
                .anySatisfy(change -> assertThat(change.toString())
                        .contains("kms:GetSecretValue", "acs:SourceIp=[11.0.0.0]", "ALLOW -> IMPLICIT_DENY"));
    }

    @Test
    void between_secretPolicies_saysWhoseRequestsChange() {
        Principal alice = Principal.ramUser(ACCOUNT, "alice");
        Principal reader = Principal.ramRole("1903253031260002", "reader");
        Statement owner = SecretPolicy.ownerStatement(ACCOUNT);
        SecretPolicy before = SecretPolicy.of(
                owner,
                Statement.allow()
                        .principal(alice)
                        .action("kms:GetSecretValue")
                        .resource("*")
                        .build());
        SecretPolicy after = SecretPolicy.of(
                owner,
                Statement.allow()
                        .principal(alice, reader)
                        .action("kms:GetSecretValue", "kms:SetSecretPolicy")
                        .resource("*")
                        .build());

        PolicyDifference difference = PolicyDifference.between(before, after, SECRET);

        assertThat(difference.changes()).singleElement().satisfies(change -> {
            assertThat(change.principal()).contains(reader);
            assertThat(change.actions()).containsExactly("kms:GetSecretValue");
            assertThat(change.resources()).containsExactly(SECRET.toString());
            assertThat(change.after()).isEqualTo(AccessOutcome.ALLOW);
        });
        assertThat(PolicyDifference.between(before, before, SECRET).isEquivalent())
                .isTrue();
    }

    @Test
    void between_secretPoliciesDenyOfTheAccount_reachesItsUsers() {
        Statement owner = SecretPolicy.ownerStatement(ACCOUNT);
        Statement deny = Statement.deny()
                .principal(Principal.account(ACCOUNT))
                .action("kms:DeleteSecret")
                .resource("*")
                .build();

        assertThat(PolicyDifference.between(SecretPolicy.of(owner), SecretPolicy.of(owner, deny), SECRET)
                        .changes())
                .singleElement()
                .satisfies(change -> assertThat(change.after()).isEqualTo(AccessOutcome.EXPLICIT_DENY));
    }

    @Test
    void between_noSingleSecret_isRefused() {
        SecretPolicy policy = SecretPolicy.defaultFor(ACCOUNT);

        assertThatThrownBy(() -> PolicyDifference.between(policy, policy, KmsArn.secret("cn-hangzhou", ACCOUNT, "*")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the ARN of one secret");
        assertThatThrownBy(() -> PolicyDifference.between(
                        policy, policy, KmsArn.container(KmsResourceType.SECRET_CONTAINER, "cn-hangzhou", ACCOUNT)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void between_manyPatternsAndConditions_isBounded() {
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            statements.add(Statement.allow()
                    .action("kms:" + "*a".repeat(i % 7) + "*" + i)
                    .resource(SECRETS + "*" + i + "*x*", "acs:kms:region-" + i + "*:" + i + ":secret/*")
                    .condition(ConditionOperator.STRING_LIKE, "kms:tag/" + i, "*" + i + "*")
                    .build());
        }

        PolicyDifference difference = assertTimeout(
                Duration.ofSeconds(30),
                () -> PolicyDifference.between(
                        RamPolicy.of(statements), RamPolicy.of(statements.subList(1, statements.size()))));

        assertThat(difference.isCutShort()).isTrue();
        assertThat(difference.comparedRequests()).isLessThanOrEqualTo(50_000);
    }

    @Test
    void between_longPattern_isCompared() {
        String longest = "*" + "a".repeat(8_000);

        PolicyDifference difference = assertTimeout(
                Duration.ofSeconds(30),
                () -> PolicyDifference.between(
                        allows("kms:GetSecretValue", "acs:kms:*:*:" + longest),
                        allows("kms:GetSecretValue", "acs:kms:*:*:" + longest + "a")));

        assertThat(difference.comparedRequests()).isPositive();
    }

    private static RamPolicy allows(String action, String resource) {
        return RamPolicy.of(Statement.allow().action(action).resource(resource).build());
    }

    private static RamPolicy when(String operator, String key, String value) {
        return RamPolicy.of(Statement.allow()
                .action("kms:GetSecretValue")
                .resource("*")
                .condition(ConditionOperator.named(operator).orElseThrow(), key, value)
                .build());
    }

    /** Each service has candidates of its own, which must not add up. */
    @Test
    void between_manyServicesAndPatterns_isCutShortInTime() {
        Statement.Builder everywhere = Statement.allow();
        for (int i = 0; i < 120; i++) {
            everywhere.action("service" + i + ":*").resource("acs:*:*:*:thing" + i + "/*");
        }
        for (String tag : List.of("kms:tag/team", "kms:tag/stage")) {
            everywhere.condition(ConditionOperator.STRING_EQUALS, tag, "any");
        }
        RamPolicy before = RamPolicy.of(everywhere.build());
        RamPolicy after =
                RamPolicy.of(everywhere.resource("acs:*:*:*:another/*").build());

        PolicyDifference difference =
                assertTimeout(Duration.ofSeconds(20), () -> PolicyDifference.between(before, after));

        assertThat(difference.isCutShort()).isTrue();
    }
}
