package io.opensesame.policy.leastprivilege;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.ServiceRefusal;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.evaluation.AccessOutcome;
import io.opensesame.policy.evaluation.AccessPolicies;
import io.opensesame.policy.evaluation.AccessRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeastPrivilegeTest {
    private static final String OWNER = "1192853035110001";
    private static final Principal ALICE = Principal.ramUser(OWNER, "alice");
    private static final Principal FOREIGNER = Principal.ramUser("1903253031260002", "bob");
    private static final String ORDERS = arn("secret/orders/db");
    private static final String MAIL = arn("secret/mail");
    private static final String KEY = arn("key/key-1");

    private static String arn(String relative) {
        return "acs:kms:cn-hangzhou:" + OWNER + ":" + relative;
    }

    @Test
    void ramPolicies_sameActionsOnSeveral_areOneStatement() {
        LeastPrivilege least = LeastPrivilege.builder()
                .need("kms:GetSecretValue", ORDERS)
                .need("kms:DescribeSecret", ORDERS)
                .need("kms:DescribeSecret", MAIL)
                .need("kms:GetSecretValue", MAIL)
                .need("kms:GetSecretValue", MAIL)
                .build();

        assertThat(least.ramPolicies())
                .containsExactly(RamPolicy.of(Statement.allow()
                        .action("kms:DescribeSecret", "kms:GetSecretValue")
                        .resource(MAIL, ORDERS)
                        .build()));
        assertThat(least.suggestions()).isEmpty();
    }

    @Test
    void ramPolicies_containerItemAndNoResource_areApart() {
        LeastPrivilege least = LeastPrivilege.builder()
                .need("kms:GetRandomPassword", "*")
                .need("kms:CreateCertificate", arn("certificate"))
                .need("kms:CreateCertificate", arn("certificate/*"))
                .need("kms:ListSecrets", arn("secret"))
                .build();

        assertThat(least.ramPolicies())
                .containsExactly(RamPolicy.of(
                        allow("kms:CreateCertificate", arn("certificate/*")),
                        allow("kms:CreateCertificate", arn("certificate")),
                        allow("kms:ListSecrets", arn("secret")),
                        allow("kms:GetRandomPassword", "*")));
    }

    private static Statement allow(String action, String resource) {
        return Statement.allow().action(action).resource(resource).build();
    }

    @Test
    void ramPolicies_permissionThatAWiderOneCovers_isLeftOut() {
        LeastPrivilege least = LeastPrivilege.builder()
                .need("kms:Decrypt", KEY)
                .need("kms:Decrypt", arn("key/*"))
                .need("kms:Encrypt", KEY)
                .build();

        assertThat(least.ramPolicies())
                .containsExactly(RamPolicy.of(allow("kms:Decrypt", arn("key/*")), allow("kms:Encrypt", KEY)));
        assertThat(least.suggestions())
                .singleElement()
                .satisfies(suggestion -> assertThat(suggestion.because()).contains("name the keys in place of key/*"));
    }

    @Test
    void ramPolicies_patternsThatCoverEachOther_keepOneOfThem() {
        LeastPrivilege least = LeastPrivilege.builder()
                .need("kms:GetSecretValue", arn("secret/a*"))
                .need("kms:GetSecretValue", arn("secret/a**"))
                .build();

        assertThat(least.ramPolicies()).containsExactly(RamPolicy.of(allow("kms:GetSecretValue", arn("secret/a*"))));
    }

    @Test
    void ramPolicies_patternOfOneCharacter_doesNotReplaceThatOfMany() {
        LeastPrivilege least = LeastPrivilege.builder()
                .need("kms:GetSecretValue", "acs:kms:*:*:secret/a?")
                .need("kms:GetSecretValue", "acs:kms:*:*:secret/a*")
                .build();

        assertThat(outcome(
                        AccessPolicies.builder()
                                .identity(least.ramPolicies().toArray(RamPolicy[]::new))
                                .build(),
                        "kms:GetSecretValue",
                        arn("secret/abc")))
                .isEqualTo(AccessOutcome.ALLOW);
    }

    @Test
    void ramPolicies_thousandsOfAnUnknownAccount_areWrittenInSeconds() {
        LeastPrivilege.Builder builder = LeastPrivilege.builder();
        for (int i = 0; i < 4_000; i++) {
            builder.need("kms:GetSecretValue", "acs:kms:cn-hangzhou:*:secret/some/team/service-" + i);
        }
        LeastPrivilege least = builder.build();

        assertThat(assertTimeout(Duration.ofSeconds(15), least::ramPolicies)).hasSizeGreaterThan(20);
    }

    @Test
    void ramPolicies_sameNeedsInAnotherOrder_areTheSame() {
        List<NeededPermission> needed = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            needed.add(NeededPermission.of("kms:GetSecretValue", arn("secret/s" + i)));
            needed.add(NeededPermission.of(i % 2 == 0 ? "kms:Encrypt" : "kms:Decrypt", arn("key/k" + i)));
        }
        List<RamPolicy> policies = LeastPrivilege.builder().need(needed).build().ramPolicies();

        Collections.shuffle(needed, new Random(7));

        assertThat(LeastPrivilege.builder().need(needed).build().ramPolicies()).isEqualTo(policies);
    }

    @Test
    void ramPolicies_tooLongForOne_areSeveralThatAllowTheSame() {
        LeastPrivilege.Builder builder = LeastPrivilege.builder().need("kms:ListSecrets", arn("secret"));
        List<String> secrets = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            secrets.add(arn("secret/team-" + i + "/database"));
            builder.need("kms:GetSecretValue", secrets.get(i));
        }

        List<RamPolicy> policies = builder.build().ramPolicies();

        assertThat(policies)
                .hasSizeBetween(4, 5)
                .allSatisfy(policy -> assertThat(policy.toJson()).hasSizeLessThanOrEqualTo(RamPolicy.MAX_CHARACTERS));
        AccessPolicies.Builder attached = AccessPolicies.builder();
        policies.forEach(attached::identity);
        AccessPolicies user = attached.build();
        assertThat(secrets)
                .allSatisfy(secret ->
                        assertThat(outcome(user, "kms:GetSecretValue", secret)).isEqualTo(AccessOutcome.ALLOW));
        assertThat(outcome(user, "kms:ListSecrets", arn("secret"))).isEqualTo(AccessOutcome.ALLOW);
        assertThat(outcome(user, "kms:GetSecretValue", arn("secret/team-300/database")))
                .isEqualTo(AccessOutcome.IMPLICIT_DENY);
    }

    @Test
    void ramPolicies_hundredsOfActionsOnOne_areSplitByActions() {
        LeastPrivilege.Builder builder = LeastPrivilege.builder();
        for (int i = 0; i < 400; i++) {
            builder.need("kms:SomeRatherLongAction" + i, KEY);
        }

        assertThat(builder.build().ramPolicies())
                .hasSizeGreaterThan(1)
                .allSatisfy(policy -> assertThat(policy.toJson()).hasSizeLessThanOrEqualTo(RamPolicy.MAX_CHARACTERS));
    }

    private static AccessOutcome outcome(AccessPolicies policies, String action, String resource) {
        return policies.decide(AccessRequest.builder(ALICE, action, resource).build())
                .outcome();
    }

    @Test
    void ramPolicies_nothingNeeded_areNone() {
        assertThat(LeastPrivilege.builder().build().ramPolicies()).isEmpty();
    }

    @Test
    void account_set_standsWhereItWasNotKnown() {
        LeastPrivilege least = LeastPrivilege.builder()
                .need("kms:GetSecretValue", "acs:kms:*:*:secret/orders/db")
                .need("kms:GetSecretValue", "acs:kms:cn-hangzhou:1903253031260002:secret/theirs")
                .account(OWNER)
                .build();

        assertThat(least.permissions())
                .extracting(NeededPermission::resource)
                .containsExactly(
                        "acs:kms:*:" + OWNER + ":secret/orders/db",
                        "acs:kms:cn-hangzhou:1903253031260002:secret/theirs");
        assertThat(least.suggestions())
                .singleElement()
                .satisfies(suggestion -> assertThat(suggestion.because()).startsWith("The region is not known"));
    }

    @Test
    void account_notSet_isSuggested() {
        assertThat(LeastPrivilege.builder()
                        .need("kms:GetSecretValue", "acs:kms:cn-hangzhou:*:secret/orders/db")
                        .build()
                        .suggestions())
                .singleElement()
                .satisfies(suggestion -> assertThat(suggestion.because())
                        .startsWith("The account is not known")
                        .contains("acs:kms:cn-hangzhou:*:secret/orders/db"));
    }

    @Test
    void keyOfSecret_unknown_isSuggestedAndNotInThePolicy() {
        LeastPrivilege least = readsOrders().build();

        assertThat(least.ramPolicies()).containsExactly(RamPolicy.of(allow("kms:GetSecretValue", ORDERS)));
        assertThat(least.suggestions()).singleElement().satisfies(suggestion -> {
            assertThat(suggestion.because()).contains("Which key protects " + ORDERS + " is not known");
            assertThat(suggestion.statement()).contains(allow("kms:Decrypt", arn("key/*")));
        });
        assertThat(least.toString()).contains("\"kms:GetSecretValue\"").contains("Suggestion: Which key protects");
    }

    @Test
    void keyOfSecret_ofTheAccount_isInThePolicy() {
        assertThat(readsOrders().key(ORDERS, "key-1").build().permissions())
                .containsExactly(
                        NeededPermission.of("kms:Decrypt", KEY), NeededPermission.of("kms:GetSecretValue", ORDERS));
        assertThat(readsOrders()
                        .key("acs:kms:cn-hangzhou:*:secret/orders/db", KEY)
                        .account(OWNER)
                        .build()
                        .permissions())
                .contains(NeededPermission.of("kms:Decrypt", KEY));
        assertThat(readsOrders().key(ORDERS, "alias/orders").build().permissions())
                .contains(NeededPermission.of("kms:Decrypt", arn("key/*")));
    }

    @Test
    void keyOfSecret_ofTheService_needsNothing() {
        LeastPrivilege least = readsOrders().keyOfTheService(ORDERS).build();

        assertThat(least.permissions()).containsExactly(NeededPermission.of("kms:GetSecretValue", ORDERS));
        assertThat(least.suggestions()).isEmpty();
    }

    @Test
    void key_ofWhatIsNoSecret_isRefused() {
        assertThatThrownBy(() -> LeastPrivilege.builder().key(KEY, "key-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not the ARN of a secret");
    }

    private static LeastPrivilege.Builder readsOrders() {
        return LeastPrivilege.builder()
                .need(List.of(
                        NeededPermission.of("kms:GetSecretValue", ORDERS),
                        NeededPermission.onKeyOf("kms:Decrypt", ORDERS)));
    }

    @Test
    void secretPolicies_callerOfTheAccount_takeTheirPartOffTheRamPolicies() {
        LeastPrivilege least = readsOrders()
                .key(ORDERS, "key-1")
                .need("kms:PutSecretValue", ORDERS)
                .need("kms:SetSecretPolicy", ORDERS)
                .need("kms:ListSecrets", arn("secret"))
                .build();

        assertThat(least.secretPolicies(ALICE))
                .containsOnlyKeys(ORDERS)
                .containsEntry(
                        ORDERS,
                        SecretPolicy.of(
                                SecretPolicy.ownerStatement(OWNER),
                                Statement.allow()
                                        .principal(ALICE)
                                        .action("kms:GetSecretValue", "kms:PutSecretValue")
                                        .resource("*")
                                        .build()));
        assertThat(least.ramPoliciesBesideSecretPolicies(ALICE))
                .containsExactly(RamPolicy.of(
                        allow("kms:Decrypt", KEY),
                        allow("kms:SetSecretPolicy", ORDERS),
                        allow("kms:ListSecrets", arn("secret"))));
    }

    @Test
    void secretPolicies_account_isRefusedAsItOpensNothingToItsUsers() {
        LeastPrivilege least = LeastPrivilege.builder().build();

        assertThatThrownBy(() -> least.secretPolicies(Principal.account("1192853035110001")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("for a RAM user or a RAM role");
        assertThatThrownBy(() -> least.ramPoliciesBesideSecretPolicies(Principal.service("kms.aliyuncs.com")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void secretPolicies_foreignCaller_allowReadingBesideAllOfTheRamPolicies() {
        LeastPrivilege least = LeastPrivilege.builder()
                .need("kms:GetSecretValue", ORDERS)
                .need("kms:PutSecretValue", ORDERS)
                .build();

        assertThat(least.secretPolicies(FOREIGNER))
                .containsEntry(
                        ORDERS,
                        SecretPolicy.of(
                                SecretPolicy.ownerStatement(OWNER),
                                Statement.allow()
                                        .principal(FOREIGNER)
                                        .action("kms:GetSecretValue")
                                        .resource("*")
                                        .build()));
        assertThat(least.ramPoliciesBesideSecretPolicies(FOREIGNER)).isEqualTo(least.ramPolicies());
    }

    @Test
    void secretPolicies_unknownOwner_asksForTheAccount() {
        LeastPrivilege least = LeastPrivilege.builder()
                .need("kms:GetSecretValue", "acs:kms:cn-hangzhou:*:secret/orders/db")
                .build();

        assertThatThrownBy(() -> least.secretPolicies(ALICE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("set account(...)");
    }

    @Test
    void secretPolicies_secretsByPattern_areNone() {
        assertThat(LeastPrivilege.builder()
                        .need("kms:GetSecretValue", arn("secret/*"))
                        .build()
                        .secretPolicies(ALICE))
                .isEmpty();
    }

    @Test
    void need_denial_isWhatItsStatementSays() {
        ServiceRefusal refusal =
                new ServiceRefusal("CreateAlias", "alias/app", "host", 403, "Forbidden.NoPermission", "", "");
        Statement least = Statement.allow()
                .action("kms:CreateAlias")
                .resource("acs:kms:cn-hangzhou:*:alias/app", "acs:kms:cn-hangzhou:*:key/key-1")
                .build();
        AccessDeniedException denied =
                new AccessDeniedException(refusal, "acs:kms:cn-hangzhou:*:alias/app", least.toString());

        assertThat(LeastPrivilege.builder().need(denied).account(OWNER).build().permissions())
                .containsExactly(
                        NeededPermission.of("kms:CreateAlias", arn("alias/app")),
                        NeededPermission.of("kms:CreateAlias", KEY));
    }
}
