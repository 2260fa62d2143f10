package io.opensesame.localkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.TrustPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Identities made by the Java API, and what calls under their AccessKeys meet. */
class RamAccountTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String FOREIGN = "1903253031260002";
    private static final RamPolicy READ = allowing("kms:GetSecretValue", "*");

    private final LocalKms kms = LocalKms.builder().frozenClock(START).start();
    private final SigningClient client = new SigningClient(kms);

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void user_withSystemPolicyOrGroup_readsUnderItsKey() throws Exception {
        kms.createSecret("orders/db", "s3cret");
        RamUser alice = kms.ram().createUser("alice").attachSystemPolicy("AliyunKMSSecretUserAccess");
        RamUser bob = kms.ram().createUser("bob");
        kms.ram().createGroup("readers").attachPolicy("orders-reader", READ).addMember(bob);

        assertThat(client.as(alice.createAccessKey())
                        .getSecretValue("orders/db")
                        .status())
                .isEqualTo(200);
        assertThat(client.as(bob.createAccessKey()).getSecretValue("orders/db").status())
                .isEqualTo(200);
        assertThat(alice.arn()).isEqualTo("acs:ram::" + kms.accountId() + ":user/alice");
    }

    @Test
    void createAccessKey_ofTheAccount_mayEverything() throws Exception {
        assertThat(client.as(kms.ram().createAccessKey())
                        .call("ListSecrets", Map.of())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void accessKeyOfUser_isDisabledAndDeletedLikeAnyOther() throws Exception {
        LocalAccessKey key = kms.ram().createUser("alice").createAccessKey();

        kms.disableAccessKey(key.accessKeyId());
        assertThat(client.as(key).call("ListSecrets", Map.of()).code()).isEqualTo("InvalidAccessKeyId.Inactive");
        kms.deleteAccessKey(key.accessKeyId());
        assertThat(client.as(key).call("ListSecrets", Map.of()).code()).isEqualTo("InvalidAccessKeyId.NotFound");
    }

    @Test
    void assume_session_readsWithItsTokenUntilItsEnd() throws Exception {
        kms.createSecret("orders/db", "s3cret");
        RamUser alice = kms.ram().createUser("alice").attachPolicy("assume", allowing("sts:AssumeRole", "*"));
        RamRole role = kms.ram()
                .createRole("App", trusting(Principal.account(kms.accountId())))
                .attachPolicy("orders-reader", READ);

        LocalAccessKey session = role.assume(alice, "ci");

        assertThat(role.arn()).isEqualTo("acs:ram::" + kms.accountId() + ":role/App");
        assertThat(session.expiration()).contains(START.plus(Duration.ofHours(1)));
        assertThat(client.as(session).getSecretValue("orders/db").status()).isEqualTo(200);
        kms.clock().advance(Duration.ofHours(1));
        assertThat(client.getSecretValue("orders/db").status()).isNotEqualTo(200);
    }

    @Test
    void accessKey_ofAnyone_tellsWhoseItIs() {
        RamUser alice = kms.ram().createUser("alice").attachPolicy("assume", allowing("sts:AssumeRole", "*"));
        LocalAccessKey lasting = alice.createAccessKey();
        LocalAccessKey session = kms.ram()
                .createRole("app", trusting(Principal.account(kms.accountId())))
                .assume(alice, "ci");

        assertThat(lasting.principalArn()).isEqualTo(alice.arn());
        assertThat(session.principalArn()).isEqualTo("acs:ram::" + kms.accountId() + ":role/app/ci");
    }

    @Test
    void newSession_takesEverySettingAndEveryCaller() {
        RamRole role = kms.ram()
                .createRole("app", trusting(Principal.ramUser(FOREIGN, "ops"), Principal.service("ecs.aliyuncs.com")))
                .maxSessionDuration(Duration.ofHours(12));
        RamUser ops = kms.account(FOREIGN).createUser("ops").attachPolicy("assume", allowing("sts:AssumeRole", "*"));
        NewRoleSession session =
                role.newSession("ops@home").duration(Duration.ofHours(8)).policy(READ);

        assertThat(session.assume(ops).expiration()).contains(START.plus(Duration.ofHours(8)));
        assertThat(session.assume(ops.createAccessKey()).accessKeyId()).startsWith("STS.");
        assertThat(session.assumeAsService("ecs.aliyuncs.com").exposeSecurityToken())
                .isPresent();
        assertThat(session).hasToString("NewRoleSession[acs:ram::" + kms.accountId() + ":role/app/ops@home]");

        role.trust(trusting(Principal.service("ecs.aliyuncs.com")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.assume(ops))
                .withMessageContaining("NoPermission")
                .withMessageContaining("sts:AssumeRole");
    }

    @Test
    void refusals_nameRamsCode() {
        RamAccount ram = kms.ram();
        RamUser alice = ram.createUser("alice").attachPolicy("reader", READ);

        assertRefused(() -> ram.createUser("alice"), "EntityAlreadyExists.User", "alice");
        assertRefused(() -> ram.createUser("a b"), "InvalidParameter.UserName.InvalidChars", "a b");
        assertRefused(() -> ram.user("bob"), "EntityNotExist.User", "bob");
        assertRefused(() -> ram.group("team"), "EntityNotExist.Group", "team");
        assertRefused(() -> ram.role("app"), "EntityNotExist.Role", "app");
        assertRefused(() -> alice.attachSystemPolicy("NoSuchAccess"), "EntityNotExist.Policy", "NoSuchAccess");
        assertRefused(() -> alice.attachPolicy("reader", READ), "EntityAlreadyExists.User.Policy", "reader");
        assertRefused(() -> alice.detachPolicy("writer"), "EntityNotExist.User.Policy", "writer");
        assertRefused(() -> ram.updatePolicy("writer", READ), "EntityNotExist.Policy", "writer");
        assertRefused(() -> ram.detachControlPolicy("limit"), "EntityNotExist.ControlPolicy", "limit");
        alice.createAccessKey();
        alice.createAccessKey();
        assertRefused(alice::createAccessKey, "LimitExceeded.User.AccessKey", "2");
    }

    @Test
    void lookUps_giveTheSameIdentities() {
        RamAccount ram = kms.ram();
        ram.createUser("alice");
        ram.createGroup("team").addMember(ram.user("alice"));
        ram.createRole("App", trusting(Principal.account(kms.accountId()))).attachPolicy("reader", READ);

        assertRefused(() -> ram.group("team").addMember(ram.user("alice")), "EntityAlreadyExists.User.Group", "alice");
        ram.group("team").removeMember(ram.user("alice"));
        ram.role("app").detachPolicy("reader");
        assertThat(ram.user("alice")).hasToString("RamUser[acs:ram::" + kms.accountId() + ":user/alice]");
    }

    @Test
    void policies_areUpdatedAndLimitedInTheAccount() {
        RamAccount ram = kms.ram();
        ram.createUser("alice").attachPolicy("reader", READ);

        ram.updatePolicy("reader", allowing("kms:*", "*"));
        ram.attachControlPolicy("limit", READ);
        assertRefused(() -> ram.attachControlPolicy("limit", READ), "EntityAlreadyExists.ControlPolicy", "limit");
        ram.detachControlPolicy("limit");
        ram.attachControlPolicy("limit", READ);
    }

    @Test
    void delete_ofWhatIsFree_makesRoomForANewOne() {
        RamAccount ram = kms.ram();
        RamUser alice = ram.createUser("alice").attachPolicy("reader", READ);
        RamGroup team = ram.createGroup("team").addMember(alice);
        RamRole role = ram.createRole("app", trusting(Principal.account(kms.accountId())))
                .attachPolicy("reader", READ);
        LocalAccessKey key = alice.createAccessKey();

        assertRefused(alice::delete, "DeleteConflict.User.AccessKey", "alice");
        assertRefused(team::delete, "DeleteConflict.Group.User", "alice");
        assertRefused(role::delete, "DeleteConflict.Role.Policy", "app");
        assertRefused(() -> ram.deletePolicy("reader"), "DeleteConflict.Policy.User", "reader");
        kms.deleteAccessKey(key.accessKeyId());
        team.removeMember(alice).delete();
        alice.detachPolicy("reader").delete();
        role.detachPolicy("reader").delete();
        ram.deletePolicy("reader");

        ram.createUser("alice");
        ram.createGroup("team");
        ram.createRole("app", trusting(Principal.account(kms.accountId())));
        ram.createPolicy("reader", allowing("kms:*", "*"));
        assertRefused(() -> ram.createPolicy("reader", READ), "EntityAlreadyExists.Policy", "reader");
    }

    @Test
    void policy_attachedToNothing_isUpdatedByItsAttachment() throws Exception {
        kms.createSecret("orders/db", "s3cret");
        RamUser alice = kms.ram().createUser("alice").attachPolicy("reader", allowing("kms:DescribeSecret", "*"));
        alice.detachPolicy("reader");

        alice.attachPolicy("reader", READ);

        assertThat(client.as(alice.createAccessKey())
                        .getSecretValue("orders/db")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void account_ofAnotherId_hasIdentitiesOfItsOwn() {
        kms.ram().createUser("alice");
        RamUser stranger = kms.account(FOREIGN).createUser("alice");

        assertThat(stranger.accountId()).isEqualTo(FOREIGN);
        assertThat(stranger.arn()).isEqualTo("acs:ram::" + FOREIGN + ":user/alice");
        assertThat(kms.account(kms.accountId()).user("alice").arn())
                .isEqualTo(kms.ram().user("alice").arn());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.ram().createGroup("team").addMember(stranger))
                .withMessageContaining(FOREIGN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.account("119285303511****"))
                .withMessageContaining("119285303511****");
    }

    private static void assertRefused(Runnable action, String code, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(action::run)
                .withMessageStartingWith(code + ": ")
                .withMessageContaining(what);
    }

    private static TrustPolicy trusting(Principal... principals) {
        return TrustPolicy.of(
                Statement.allow().principal(principals).action("sts:AssumeRole").build());
    }

    private static RamPolicy allowing(String action, String resource) {
        return RamPolicy.of(Statement.allow().action(action).resource(resource).build());
    }
}
