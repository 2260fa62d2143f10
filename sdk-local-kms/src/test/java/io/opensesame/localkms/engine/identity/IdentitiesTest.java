package io.opensesame.localkms.engine.identity;

import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opensesame.localkms.engine.ManualClock;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.policy.KmsArn;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.policy.evaluation.AccessDecision;
import io.opensesame.policy.evaluation.AccessOutcome;
import io.opensesame.policy.evaluation.AccessPolicies;
import io.opensesame.policy.evaluation.AccessRequest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IdentitiesTest {
    private static final String ACCOUNT = "1192853035110001";
    private static final String FOREIGN = "1903253031260002";
    private static final Identity ALICE = Identity.user(ACCOUNT, "alice");
    private static final Identity TEAM = Identity.group(ACCOUNT, "team");
    private static final Identity APP = Identity.role(ACCOUNT, "App");
    private static final Caller AS_ALICE = Caller.ramUser(ACCOUNT, "alice");
    private static final TrustPolicy TRUST = TrustPolicy.of(Statement.allow()
            .principal(Principal.account(ACCOUNT))
            .action("sts:AssumeRole")
            .build());

    private final Identities identities =
            new Identities(new ManualClock(Instant.parse("2026-03-01T10:00:00Z")), new SecureRandom());

    @Test
    void of_freshUser_mayDoNothing() {
        identities.createUser(ALICE);

        assertThat(decide(AS_ALICE, "kms:GetSecretValue").outcome()).isEqualTo(AccessOutcome.IMPLICIT_DENY);
    }

    @Test
    void of_root_mayDoEverythingInItsAccount() {
        identities.attachControlPolicy(ACCOUNT, "nothing", denying("kms:*"));

        assertThat(decide(Caller.root(ACCOUNT), "kms:DeleteSecret").isAllowed()).isTrue();
    }

    @Test
    void attachSystemPolicy_user_mayWhatItSays() {
        identities.createUser(ALICE);
        identities.attachSystemPolicy(ALICE, "AliyunKMSSecretUserAccess");

        AccessDecision decision = decide(AS_ALICE, "kms:GetSecretValue");

        assertThat(decision.isAllowed()).isTrue();
        assertThat(decision.decidingStatements().get(0).policyName()).isEqualTo("AliyunKMSSecretUserAccess");
        assertThat(decide(AS_ALICE, "kms:PutSecretValue").isAllowed()).isFalse();
    }

    @Test
    void detachPolicy_takesEffectForTheNextCall() {
        identities.createUser(ALICE);
        identities.attachPolicy(ALICE, "reader", allowing("kms:GetSecretValue"));
        identities.attachSystemPolicy(ALICE, "AliyunKMSReadOnlyAccess");
        assertThat(decide(AS_ALICE, "kms:GetSecretValue").isAllowed()).isTrue();
        assertThat(decide(AS_ALICE, "kms:DescribeSecret").isAllowed()).isTrue();

        identities.detachPolicy(ALICE, "reader");
        identities.detachPolicy(ALICE, "AliyunKMSReadOnlyAccess");

        assertThat(decide(AS_ALICE, "kms:GetSecretValue").isAllowed()).isFalse();
        assertThat(decide(AS_ALICE, "kms:DescribeSecret").isAllowed()).isFalse();
        assertRefused(refusal(() -> identities.detachPolicy(ALICE, "reader")), 404, "EntityNotExist.User.Policy");
    }

    @Test
    void of_unchangedCaller_isWorkedOutOnce() {
        identities.createUser(ALICE);
        AccessPolicies before = identities.of(AS_ALICE);

        assertThat(identities.of(Caller.ramUser(ACCOUNT, "alice"))).isSameAs(before);

        identities.attachPolicy(ALICE, "reader", allowing("kms:GetSecretValue"));
        assertThat(identities.of(AS_ALICE)).isNotSameAs(before);
    }

    @Test
    void addMember_groupsPolicies_areTheMembersToo() {
        identities.createUser(ALICE);
        identities.createGroup(TEAM);
        identities.attachPolicy(TEAM, "reader", allowing("kms:GetSecretValue"));
        assertThat(decide(AS_ALICE, "kms:GetSecretValue").isAllowed()).isFalse();

        identities.addMember(TEAM, ALICE);

        AccessDecision decision = decide(AS_ALICE, "kms:GetSecretValue");
        assertThat(decision.isAllowed()).isTrue();
        assertThat(decision.decidingStatements().get(0).policyName()).isEqualTo("reader of the group team");
        assertRefused(refusal(() -> identities.addMember(TEAM, ALICE)), 409, "EntityAlreadyExists.User.Group");

        identities.removeMember(TEAM, ALICE);
        assertThat(decide(AS_ALICE, "kms:GetSecretValue").isAllowed()).isFalse();
        assertRefused(refusal(() -> identities.removeMember(TEAM, ALICE)), 404, "EntityNotExist.User.Group");
    }

    @Test
    void groupsDeny_outweighsTheUsersAllow() {
        identities.createUser(ALICE);
        identities.attachPolicy(ALICE, "reader", allowing("kms:GetSecretValue"));
        identities.createGroup(TEAM);
        identities.attachPolicy(TEAM, "nobody", denying("kms:*"));
        identities.addMember(TEAM, ALICE);

        assertThat(decide(AS_ALICE, "kms:GetSecretValue").outcome()).isEqualTo(AccessOutcome.EXPLICIT_DENY);
    }

    @Test
    void controlPolicies_limitUsersOfTheirAccountAlone() {
        Identity stranger = Identity.user(FOREIGN, "alice");
        identities.createUser(ALICE);
        identities.createUser(stranger);
        identities.attachPolicy(ALICE, "all", allowing("kms:*"));
        identities.attachPolicy(stranger, "all", allowing("kms:*"));
        identities.attachControlPolicy(ACCOUNT, "describe-only", allowing("kms:Describe*"));

        assertThat(decide(AS_ALICE, "kms:GetSecretValue").isAllowed()).isFalse();
        assertThat(decide(AS_ALICE, "kms:DescribeSecret").isAllowed()).isTrue();
        Caller asStranger = Caller.ramUser(FOREIGN, "alice");
        assertThat(decide(asStranger, FOREIGN, "kms:GetSecretValue").isAllowed())
                .isTrue();
        assertRefused(
                refusal(() -> identities.attachControlPolicy(ACCOUNT, "describe-only", allowing("kms:*"))),
                409,
                "EntityAlreadyExists.ControlPolicy");

        identities.detachControlPolicy(ACCOUNT, "describe-only");
        assertThat(decide(AS_ALICE, "kms:GetSecretValue").isAllowed()).isTrue();
        assertRefused(
                refusal(() -> identities.detachControlPolicy(ACCOUNT, "describe-only")),
                404,
                "EntityNotExist.ControlPolicy");
    }

    @Test
    void updatePolicy_changesItForEveryHolder() {
        identities.createUser(ALICE);
        identities.createGroup(TEAM);
        Identity bob = Identity.user(ACCOUNT, "bob");
        identities.createUser(bob);
        identities.addMember(TEAM, bob);
        RamPolicy policy = allowing("kms:GetSecretValue");
        identities.attachPolicy(ALICE, "reader", policy);
        identities.attachPolicy(TEAM, "reader", policy);

        identities.updatePolicy(ACCOUNT, "reader", allowing("kms:DescribeSecret"));

        for (Caller caller : List.of(AS_ALICE, Caller.ramUser(ACCOUNT, "bob"))) {
            assertThat(decide(caller, "kms:GetSecretValue").isAllowed()).isFalse();
            assertThat(decide(caller, "kms:DescribeSecret").isAllowed()).isTrue();
        }
    }

    @Test
    void customPolicy_isOneDocumentInTheWholeAccount() {
        identities.createUser(ALICE);
        identities.createGroup(TEAM);
        identities.attachPolicy(ALICE, "reader", allowing("kms:GetSecretValue"));

        assertRefused(
                refusal(() -> identities.attachPolicy(TEAM, "reader", allowing("kms:*"))),
                409,
                "EntityAlreadyExists.Policy");
        assertRefused(
                refusal(() -> identities.attachPolicy(ALICE, "reader", allowing("kms:GetSecretValue"))),
                409,
                "EntityAlreadyExists.User.Policy");

        identities.detachPolicy(ALICE, "reader");
        identities.attachPolicy(TEAM, "reader", allowing("kms:*"));
        identities.attachPolicy(ALICE, "reader", allowing("kms:*"));
        assertThat(decide(AS_ALICE, "kms:PutSecretValue").isAllowed()).isTrue();
    }

    @Test
    void deletePolicy_goneOrStillAttached_isRefused() {
        identities.createUser(ALICE);
        identities.createPolicy(ACCOUNT, "reader", allowing("kms:GetSecretValue"));
        assertRefused(
                refusal(() -> identities.createPolicy(ACCOUNT, "reader", allowing("kms:GetSecretValue"))),
                409,
                "EntityAlreadyExists.Policy");
        identities.attachPolicy(ALICE, "reader", allowing("kms:GetSecretValue"));

        assertRefused(refusal(() -> identities.deletePolicy(ACCOUNT, "reader")), 409, "DeleteConflict.Policy.User");
        identities.detachPolicy(ALICE, "reader");
        identities.deletePolicy(ACCOUNT, "reader");

        assertRefused(refusal(() -> identities.deletePolicy(ACCOUNT, "reader")), 404, "EntityNotExist.Policy");
        assertRefused(
                refusal(() -> identities.updatePolicy(ACCOUNT, "reader", allowing("kms:*"))),
                404,
                "EntityNotExist.Policy");
    }

    @Test
    void updatePolicy_overAndOver_keepsTheNewestFiveVersions() {
        identities.createUser(ALICE);
        for (int i = 0; i < 7; i++) {
            identities.attachPolicy(ALICE, "reader", allowing("kms:Operation" + i));
            identities.detachPolicy(ALICE, "reader");
        }

        List<String> versions = identities.perform(
                ACCOUNT,
                false,
                directory -> directory.customPolicies().named("reader").versions().stream()
                        .map(PolicyVersion::id)
                        .toList());
        assertThat(versions).containsExactly("v3", "v4", "v5", "v6", "v7");
        assertRefused(refusal(() -> identities.deletePolicy(ACCOUNT, "reader")), 409, "DeleteConflict.Policy.Version");
    }

    @Test
    void deleteUser_withAnythingLeft_isRefused() {
        identities.createUser(ALICE);
        identities.createGroup(TEAM);
        identities.addMember(TEAM, ALICE);
        identities.attachSystemPolicy(ALICE, "AliyunKMSReadOnlyAccess");
        AccessKey key = identities.createAccessKey(ALICE);
        identities.accessKeys().disable(key.id());

        assertRefused(refusal(() -> identities.deleteUser(ALICE)), 409, "DeleteConflict.User.AccessKey");
        identities.accessKeys().delete(key.id());
        assertRefused(refusal(() -> identities.deleteUser(ALICE)), 409, "DeleteConflict.User.Policy");
        identities.detachPolicy(ALICE, "AliyunKMSReadOnlyAccess");
        assertRefused(refusal(() -> identities.deleteUser(ALICE)), 409, "DeleteConflict.User.Group");
        identities.removeMember(TEAM, ALICE);
        identities.deleteUser(ALICE);

        assertRefused(refusal(() -> identities.deleteUser(ALICE)), 404, "EntityNotExist.User");
    }

    @Test
    void deleteGroup_withAnythingLeft_isRefused() {
        identities.createUser(ALICE);
        identities.createGroup(TEAM);
        identities.addMember(TEAM, ALICE);
        identities.attachPolicy(TEAM, "reader", allowing("kms:GetSecretValue"));

        assertRefused(refusal(() -> identities.deletePolicy(ACCOUNT, "reader")), 409, "DeleteConflict.Policy.Group");
        assertRefused(refusal(() -> identities.deleteGroup(TEAM)), 409, "DeleteConflict.Group.Policy");
        identities.detachPolicy(TEAM, "reader");
        assertRefused(refusal(() -> identities.deleteGroup(TEAM)), 409, "DeleteConflict.Group.User");
        identities.removeMember(TEAM, ALICE);
        identities.deleteGroup(TEAM);

        assertRefused(refusal(() -> identities.deleteGroup(TEAM)), 404, "EntityNotExist.Group");
    }

    @Test
    void deleteRole_endsWhatItsSessionsMay() {
        identities.createUser(ALICE);
        identities.createRole(APP, TRUST);
        identities.attachPolicy(APP, "reader", allowing("kms:GetSecretValue"));
        identities.attachPolicy(ALICE, "assume", allowing("sts:AssumeRole"));
        Caller session = identities
                .assumeRole(AS_ALICE, new RoleSession(APP, "ci", RoleSession.DEFAULT_DURATION, Optional.empty()))
                .caller();
        assertThat(decide(session, "kms:GetSecretValue").isAllowed()).isTrue();

        assertRefused(refusal(() -> identities.deleteRole(APP)), 409, "DeleteConflict.Role.Policy");
        assertRefused(refusal(() -> identities.deletePolicy(ACCOUNT, "reader")), 409, "DeleteConflict.Policy.Role");
        identities.detachPolicy(APP, "reader");
        identities.deleteRole(APP);

        assertThat(decide(session, "kms:GetSecretValue").isAllowed()).isFalse();
        assertRefused(refusal(() -> identities.deleteRole(APP)), 404, "EntityNotExist.Role");
    }

    @ParameterizedTest
    @CsvSource({
        "USER, 10, LimitExceeded.User.Policy",
        "GROUP, 5, LimitExceeded.Group.Policy",
        "ROLE, 5, LimitExceeded.Role.Policy"
    })
    void attachPolicy_beyondTheLimit_isRefused(IdentityType type, int limit, String code) {
        Identity holder = new Identity(ACCOUNT, type, "x");
        switch (type) {
            case USER -> identities.createUser(holder);
            case GROUP -> identities.createGroup(holder);
            case ROLE -> identities.createRole(holder, TRUST);
        }
        for (int i = 0; i < limit; i++) {
            identities.attachPolicy(holder, "policy-" + i, allowing("kms:GetSecretValue"));
        }

        assertRefused(
                refusal(() -> identities.attachPolicy(holder, "one-more", allowing("kms:GetSecretValue"))), 409, code);
        assertRefused(refusal(() -> identities.deletePolicy(ACCOUNT, "one-more")), 404, "EntityNotExist.Policy");
        identities.attachSystemPolicy(holder, "AliyunKMSReadOnlyAccess");
    }

    @Test
    void attachedPolicies_countSystemPoliciesApart() {
        AttachedPolicies policies = new AttachedPolicies(IdentityType.USER);
        for (int i = 0; i < AttachedPolicies.MAX_SYSTEM; i++) {
            policies.attach(systemPolicy("System" + i), Instant.EPOCH);
        }

        assertRefused(
                refusal(() -> policies.attach(systemPolicy("System20"), Instant.EPOCH)),
                409,
                "LimitExceeded.User.Policy");
        policies.attach(
                new CustomPolicy("System0", "", PolicyDocument.of(allowing("kms:*")), Instant.EPOCH), Instant.EPOCH);
    }

    @Test
    void attachPolicy_accountWithTooMany_isRefused() {
        for (int i = 0; i < 150; i++) {
            Identity user = Identity.user(ACCOUNT, "u" + i);
            identities.createUser(user);
            for (int j = 0; j < 10; j++) {
                identities.attachPolicy(user, "p" + i + "-" + j, allowing("kms:*"));
            }
        }
        identities.createUser(ALICE);

        assertRefused(
                refusal(() -> identities.attachPolicy(ALICE, "new", allowing("kms:*"))), 409, "LimitExceeded.Policy");
        identities.attachPolicy(ALICE, "p0-0", allowing("kms:*"));
    }

    @Test
    void attachPolicy_largestDocument_isTakenAndOneMoreCharacterIsNot() {
        identities.createUser(ALICE);
        RamPolicy policy = ofCharacters(RamPolicy.MAX_CHARACTERS);

        identities.attachPolicy(ALICE, "large", policy);

        assertThat(policy.toJson()).hasSize(6_144);
        assertRefused(
                refusal(() -> identities.attachPolicy(ALICE, "larger", ofCharacters(RamPolicy.MAX_CHARACTERS + 1))),
                400,
                "InvalidParameter.PolicyDocument.Length");
    }

    @Test
    void attachSystemPolicy_unknownOrForServicesOnly_isRefused() {
        identities.createUser(ALICE);
        identities.createRole(APP, TRUST);
        String forServices = "AliyunKMSManageRAMCredentialsRolePolicy";

        assertRefused(
                refusal(() -> identities.attachSystemPolicy(ALICE, "AdministratorAccess")),
                404,
                "EntityNotExist.Policy");
        assertRefused(refusal(() -> identities.attachSystemPolicy(ALICE, forServices)), 404, "EntityNotExist.Policy");
        identities.attachSystemPolicy(APP, forServices);
    }

    @ParameterizedTest
    @CsvSource({
        "'', InvalidParameter.UserName.Length",
        "a b, InvalidParameter.UserName.InvalidChars",
        "ü, InvalidParameter.UserName.InvalidChars",
        "a/b, InvalidParameter.UserName.InvalidChars",
    })
    void createUser_badName_isRefused(String name, String code) {
        assertRefused(refusal(() -> identities.createUser(Identity.user(ACCOUNT, name))), 400, code);
    }

    @Test
    void names_areCheckedByTheirKind() {
        identities.createUser(Identity.user(ACCOUNT, "a".repeat(64)));
        assertRefused(
                refusal(() -> identities.createUser(Identity.user(ACCOUNT, "a".repeat(65)))),
                400,
                "InvalidParameter.UserName.Length");
        identities.createUser(Identity.user(ACCOUNT, "a_b.c-d"));
        assertRefused(
                refusal(() -> identities.createRole(Identity.role(ACCOUNT, "a_b"), TRUST)),
                400,
                "InvalidParameter.RoleName.InvalidChars");
        assertRefused(
                refusal(() -> identities.createGroup(Identity.group(ACCOUNT, "a b"))),
                400,
                "InvalidParameter.GroupName.InvalidChars");
        identities.createUser(ALICE);
        assertRefused(
                refusal(() -> identities.attachPolicy(ALICE, "a.b", allowing("kms:*"))),
                400,
                "InvalidParameter.PolicyName.InvalidChars");
        assertRefused(
                refusal(() -> identities.attachControlPolicy(ACCOUNT, "", allowing("kms:*"))),
                400,
                "InvalidParameter.PolicyName.Length");
    }

    @Test
    void entities_twiceOrAbsent_areRefused() {
        identities.createUser(ALICE);
        identities.createGroup(TEAM);
        identities.createRole(APP, TRUST);

        assertRefused(refusal(() -> identities.createUser(ALICE)), 409, "EntityAlreadyExists.User");
        assertRefused(refusal(() -> identities.createGroup(TEAM)), 409, "EntityAlreadyExists.Group");
        assertRefused(
                refusal(() -> identities.createRole(Identity.role(ACCOUNT, "APP"), TRUST)),
                409,
                "EntityAlreadyExists.Role");
        identities.createUser(Identity.user(FOREIGN, "alice"));
        identities.createUser(Identity.user(ACCOUNT, "Alice"));

        assertRefused(
                refusal(() -> identities.requireKnown(Identity.user(ACCOUNT, "bob"))), 404, "EntityNotExist.User");
        assertRefused(
                refusal(() -> identities.requireKnown(Identity.group(FOREIGN, "team"))), 404, "EntityNotExist.Group");
        assertRefused(refusal(() -> identities.requireKnown(Identity.role(ACCOUNT, "b"))), 404, "EntityNotExist.Role");
        identities.requireKnown(Identity.role(ACCOUNT, "aPP"));
        assertRefused(
                refusal(() -> identities.addMember(TEAM, Identity.user(ACCOUNT, "bob"))), 404, "EntityNotExist.User");
    }

    @Test
    void createAccessKey_third_isRefusedUntilOneIsDeleted() {
        identities.createUser(ALICE);
        AccessKey first = identities.createAccessKey(ALICE);
        identities.createAccessKey(ALICE);
        identities.accessKeys().disable(first.id());

        assertThat(first.caller()).isEqualTo(AS_ALICE);
        assertRefused(refusal(() -> identities.createAccessKey(ALICE)), 409, "LimitExceeded.User.AccessKey");

        identities.accessKeys().delete(first.id());
        assertThat(identities
                        .accessKeys()
                        .find(identities.createAccessKey(ALICE).id()))
                .isPresent();
        assertRefused(
                refusal(() -> identities.createAccessKey(Identity.user(ACCOUNT, "bob"))), 404, "EntityNotExist.User");
    }

    @Test
    void accessKeyIdsOf_user_areThatUsersAlone() {
        identities.createUser(ALICE);
        AccessKey key = identities.createAccessKey(ALICE);
        identities.accessKeys().disable(key.id());
        identities.accessKeys().create(Caller.root(ACCOUNT));

        assertThat(identities.accessKeyIdsOf(ALICE)).containsExactly(key.id());
        assertRefused(
                refusal(() -> identities.accessKeyIdsOf(Identity.user(ACCOUNT, "bob"))), 404, "EntityNotExist.User");
    }

    @Test
    @Timeout(60)
    void of_whilePoliciesChange_neverAnswersFromBeforeAFinishedChange() throws Exception {
        identities.createUser(ALICE);
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch reading = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> reader = threads.submit(() -> {
                while (!done.get()) {
                    identities.of(AS_ALICE);
                    reading.countDown();
                }
            });
            reading.await();
            for (int i = 0; i < 2_000; i++) {
                identities.attachPolicy(ALICE, "reader", allowing("kms:GetSecretValue"));
                assertThat(decide(AS_ALICE, "kms:GetSecretValue").isAllowed()).isTrue();
                identities.detachPolicy(ALICE, "reader");
                assertThat(decide(AS_ALICE, "kms:GetSecretValue").isAllowed()).isFalse();
            }
            done.set(true);
            reader.get();
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    private static ManagedPolicy systemPolicy(String name) {
        PolicyVersion version = new PolicyVersion("v1", PolicyDocument.of(allowing("kms:*")), Instant.EPOCH);
        return new ManagedPolicy() {
            @Override
            public PolicyKind kind() {
                return PolicyKind.SYSTEM;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public String description() {
                return "";
            }

            @Override
            public List<PolicyVersion> versions() {
                return List.of(version);
            }

            @Override
            public PolicyVersion defaultVersion() {
                return version;
            }

            @Override
            public Instant createdAt() {
                return Instant.EPOCH;
            }

            @Override
            public Instant updatedAt() {
                return Instant.EPOCH;
            }
        };
    }

    private AccessDecision decide(Caller caller, String action) {
        return decide(caller, ACCOUNT, action);
    }

    private AccessDecision decide(Caller caller, String owner, String action) {
        return identities
                .of(caller)
                .decide(AccessRequest.builder(
                                Principal.ofRam(caller.principalArn()),
                                action,
                                KmsArn.secret("cn-hangzhou", owner, "orders/db"))
                        .build());
    }

    private static RamPolicy allowing(String action) {
        return RamPolicy.of(Statement.allow().action(action).resource("*").build());
    }

    private static RamPolicy denying(String action) {
        return RamPolicy.of(Statement.deny().action(action).resource("*").build());
    }

    private static RamPolicy ofCharacters(int characters) {
        String resource = "acs:kms:*:*:secret/";
        int rest = characters - allowing("kms:*").toJson().length() + 1;
        return RamPolicy.of(Statement.allow()
                .action("kms:*")
                .resource(resource + "x".repeat(rest - resource.length()))
                .build());
    }

    private static ServiceRefusal refusal(Runnable action) {
        ServiceRefusal refusal = catchThrowableOfType(ServiceRefusal.class, action::run);
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }
}
