package io.opensesame.localkms.engine.identity;

import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opensesame.localkms.engine.ManualClock;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.policy.ConditionOperator;
import io.opensesame.policy.KmsArn;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.policy.evaluation.AccessRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoleSessionsTest {
    private static final String ACCOUNT = "1192853035110001";
    private static final String FOREIGN = "1903253031260002";
    private static final Identity ALICE = Identity.user(ACCOUNT, "alice");
    private static final Identity STRANGER = Identity.user(FOREIGN, "stranger");
    private static final Identity APP = Identity.role(ACCOUNT, "App");
    private static final Caller AS_ALICE = Caller.ramUser(ACCOUNT, "alice");
    private static final Caller AS_STRANGER = Caller.ramUser(FOREIGN, "stranger");
    private static final RamPolicy MAY_ASSUME = RamPolicy.of(Statement.allow()
            .action("sts:AssumeRole")
            .resource("acs:ram:*:" + ACCOUNT + ":role/*")
            .build());

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final Identities identities = new Identities(clock, new SecureRandom());

    @BeforeEach
    void createIdentities() {
        identities.createUser(ALICE);
        identities.createUser(STRANGER);
        identities.createRole(APP, trusting(Principal.account(ACCOUNT)));
        identities.attachPolicy(APP, "reader", allowing("kms:GetSecretValue", "kms:DescribeSecret"));
    }

    @Test
    void assumeRole_allowedByBothSides_isASessionOfTheRole() {
        identities.attachPolicy(ALICE, "assume", MAY_ASSUME);

        AccessKey key = identities.assumeRole(AS_ALICE, session());

        Caller caller = key.caller();
        assertThat(caller)
                .isEqualTo(new Caller(ACCOUNT, "acs:ram::" + ACCOUNT + ":role/App/ci", true, Optional.empty()));
        assertThat(key.id()).startsWith("STS.");
        assertThat(key.securityToken()).isPresent();
        assertThat(key.expiration()).contains(Instant.parse("2026-03-01T11:00:00Z"));
        assertThat(may(caller, "kms:GetSecretValue")).isTrue();
        assertThat(may(caller, "kms:PutSecretValue")).isFalse();

        identities.detachPolicy(APP, "reader");
        assertThat(may(caller, "kms:GetSecretValue")).isFalse();
    }

    @Test
    void assumeRole_roleNamedInOtherCase_isThatRole() {
        identities.attachPolicy(ALICE, "assume", MAY_ASSUME);

        AccessKey key = identities.assumeRole(
                AS_ALICE,
                new RoleSession(Identity.role(ACCOUNT, "aPP"), "ci", RoleSession.DEFAULT_DURATION, Optional.empty()));

        assertThat(key.caller().principalArn()).isEqualTo("acs:ram::" + ACCOUNT + ":role/App/ci");
    }

    @Test
    void assumeRole_withoutTheCallersOwnPermission_isRefused() {
        ServiceRefusal refusal = refusal(() -> identities.assumeRole(AS_ALICE, session()));

        assertRefused(refusal, 403, "NoPermission");
        assertThat(refusal.getMessage()).contains("sts:AssumeRole", "user/alice", "role/App");
    }

    @Test
    void assumeRole_withoutTrust_isRefused() {
        identities.attachPolicy(STRANGER, "assume", MAY_ASSUME);
        assertRefused(refusal(() -> identities.assumeRole(AS_STRANGER, session())), 403, "NoPermission");

        identities.trust(APP, trusting(Principal.ramUser(FOREIGN, "stranger")));

        assertThat(identities.assumeRole(AS_STRANGER, session()).caller().accountId())
                .isEqualTo(ACCOUNT);
    }

    @Test
    void assumeRole_byTheAccountItself_isRefused() {
        assertRefused(refusal(() -> identities.assumeRole(Caller.root(ACCOUNT), session())), 403, "NoPermission");
    }

    @Test
    void assumeRole_trustWithACondition_looksAtTheCall() {
        identities.attachPolicy(ALICE, "assume", MAY_ASSUME);
        identities.trust(
                APP,
                TrustPolicy.of(Statement.allow()
                        .principal(Principal.account(ACCOUNT))
                        .action("sts:AssumeRole")
                        .condition(ConditionOperator.DATE_LESS_THAN, "acs:CurrentTime", "2026-03-01T10:30:00Z")
                        .condition(ConditionOperator.IP_ADDRESS, "acs:SourceIp", "127.0.0.0/8")
                        .condition(ConditionOperator.BOOL, "acs:SecureTransport", "true")
                        .build()));
        identities.assumeRole(AS_ALICE, session());

        clock.advance(Duration.ofHours(1));

        assertRefused(refusal(() -> identities.assumeRole(AS_ALICE, session())), 403, "NoPermission");
    }

    @Test
    void assumeRole_fromASession_needsTheSessionsPermission() {
        identities.attachPolicy(ALICE, "assume", MAY_ASSUME);
        Caller first = identities.assumeRole(AS_ALICE, session()).caller();
        Identity next = Identity.role(ACCOUNT, "next");
        identities.createRole(next, trusting(Principal.ramRole(ACCOUNT, "app")));
        RoleSession chained = new RoleSession(next, "ci", RoleSession.DEFAULT_DURATION, Optional.empty());
        assertRefused(refusal(() -> identities.assumeRole(first, chained)), 403, "NoPermission");

        identities.attachPolicy(APP, "assume", MAY_ASSUME);

        assertThat(identities.assumeRole(first, chained).caller().principalArn())
                .endsWith(":role/next/ci");
        assertRefused(refusal(() -> identities.assumeRole(AS_ALICE, chained)), 403, "NoPermission");
    }

    @Test
    void assumeRoleAsService_trustedOne_needsNoMore() {
        assertRefused(
                refusal(() -> identities.assumeRoleAsService("ecs.aliyuncs.com", session())), 403, "NoPermission");

        identities.trust(APP, trusting(Principal.service("ecs.aliyuncs.com")));

        assertThat(may(
                        identities
                                .assumeRoleAsService("ecs.aliyuncs.com", session())
                                .caller(),
                        "kms:GetSecretValue"))
                .isTrue();
        identities.attachPolicy(ALICE, "assume", MAY_ASSUME);
        assertRefused(refusal(() -> identities.assumeRole(AS_ALICE, session())), 403, "NoPermission");
    }

    @Test
    void sessionPolicy_limitsOneSessionAlone() {
        identities.attachPolicy(ALICE, "assume", MAY_ASSUME);
        RamPolicy limit = allowing("kms:DescribeSecret", "kms:PutSecretValue");

        Caller limited = identities
                .assumeRole(AS_ALICE, new RoleSession(APP, "ci", RoleSession.DEFAULT_DURATION, Optional.of(limit)))
                .caller();
        Caller whole = identities.assumeRole(AS_ALICE, session()).caller();

        assertThat(may(limited, "kms:DescribeSecret")).isTrue();
        assertThat(may(limited, "kms:GetSecretValue")).isFalse();
        assertThat(may(limited, "kms:PutSecretValue")).isFalse();
        assertThat(may(whole, "kms:GetSecretValue")).isTrue();
    }

    @Test
    void sessionPolicy_tooLong_isRefused() {
        RamPolicy tooLong = allowing("kms:" + "x".repeat(2_048));

        assertRefused(
                refusal(() -> identities.assumeRole(
                        AS_ALICE, new RoleSession(APP, "ci", RoleSession.DEFAULT_DURATION, Optional.of(tooLong)))),
                400,
                "InvalidParameter.PolicySize");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a b", "a/b", "ü2", "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void sessionName_bad_isRefused(String name) {
        assertRefused(
                refusal(() -> identities.assumeRole(
                        AS_ALICE, new RoleSession(APP, name, RoleSession.DEFAULT_DURATION, Optional.empty()))),
                400,
                "InvalidParameter.RoleSessionName");
    }

    @Test
    void duration_outsideTheRolesRange_isRefused() {
        identities.attachPolicy(ALICE, "assume", MAY_ASSUME);
        assertDurationRefused(899);
        assertDurationRefused(3_601);
        assertThat(identities.assumeRole(AS_ALICE, lasting(900)).expiration())
                .contains(Instant.parse("2026-03-01T10:15:00Z"));

        identities.limitSessions(APP, Duration.ofHours(12));

        identities.assumeRole(AS_ALICE, lasting(43_200));
        assertDurationRefused(43_201);
        assertRefused(
                refusal(() -> identities.limitSessions(APP, Duration.ofSeconds(43_201))),
                400,
                "InvalidParameter.MaxSessionDuration");
        assertRefused(
                refusal(() -> identities.limitSessions(APP, Duration.ofSeconds(3_599))),
                400,
                "InvalidParameter.MaxSessionDuration");
    }

    @Test
    void assumeRole_roleThatIsNotThere_isRefused() {
        RoleSession session =
                new RoleSession(Identity.role(FOREIGN, "App"), "ci", RoleSession.DEFAULT_DURATION, Optional.empty());

        assertRefused(refusal(() -> identities.assumeRole(AS_ALICE, session)), 404, "EntityNotExist.Role");
    }

    @Test
    void controlPolicy_limitsSessionsOfTheAccountsRoles() {
        identities.attachPolicy(ALICE, "assume", MAY_ASSUME);
        Caller caller = identities.assumeRole(AS_ALICE, session()).caller();

        identities.attachControlPolicy(ACCOUNT, "describe-only", allowing("kms:Describe*"));

        assertThat(may(caller, "kms:DescribeSecret")).isTrue();
        assertThat(may(caller, "kms:GetSecretValue")).isFalse();
    }

    private void assertDurationRefused(int seconds) {
        assertRefused(
                refusal(() -> identities.assumeRole(AS_ALICE, lasting(seconds))),
                400,
                "InvalidParameter.DurationSeconds");
    }

    private boolean may(Caller caller, String action) {
        return identities
                .of(caller)
                .decide(AccessRequest.builder(
                                Principal.ofRam(caller.principalArn()),
                                action,
                                KmsArn.secret("cn-hangzhou", ACCOUNT, "orders/db"))
                        .build())
                .isAllowed();
    }

    private static RoleSession session() {
        return new RoleSession(APP, "ci", RoleSession.DEFAULT_DURATION, Optional.empty());
    }

    private static RoleSession lasting(int seconds) {
        return new RoleSession(APP, "ci", Duration.ofSeconds(seconds), Optional.empty());
    }

    private static TrustPolicy trusting(Principal principal) {
        return TrustPolicy.of(
                Statement.allow().principal(principal).action("sts:AssumeRole").build());
    }

    private static RamPolicy allowing(String... actions) {
        return RamPolicy.of(Statement.allow().action(actions).resource("*").build());
    }

    private static ServiceRefusal refusal(Runnable action) {
        ServiceRefusal refusal = catchThrowableOfType(ServiceRefusal.class, action::run);
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }
}
