package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.kms.crypto.EncryptRequest;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.kms.secret.PutSecretValueRequest;
import io.opensesame.kms.tag.TagResourceRequest;
import io.opensesame.kms.tag.TaggedResource;
import io.opensesame.kms.tag.UntagResourceRequest;
import io.opensesame.localkms.LocalAccessKey;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.RamUser;
import io.opensesame.localkms.audit.AuditEntry;
import io.opensesame.policy.ConditionOperator;
import io.opensesame.policy.KmsArn;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.policy.evaluation.AccessOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of LocalKms who may do some things and not others, over real HTTP. */
class PermissionsIT {
    private static final String FOREIGN_ACCOUNT = "1903253031260002";

    private final LocalKms kms = LocalKms.start();
    private final List<OpenSesame> clients = new ArrayList<>();
    private final String arn =
            KmsArn.secret(kms.region(), kms.accountId(), "orders/db").toString();

    @BeforeEach
    void create() {
        kms.createInstance("kst-1", 1);
        kms.newSecret("orders/db").instance("kst-1").text("s3cret").create();
    }

    @AfterEach
    void close() {
        clients.forEach(OpenSesame::close);
        kms.close();
    }

    @Test
    void secretUser_bySystemPolicy_readsAndCannotPut() {
        OpenSesame alice = client(kms.ram()
                .createUser("alice")
                .attachSystemPolicy("AliyunKMSSecretUserAccess")
                .createAccessKey());

        assertThat(alice.secrets().get("orders/db").exposeText()).isEqualTo("s3cret");
        AccessDeniedException denied = catchThrowableOfType(
                AccessDeniedException.class,
                () -> alice.kms()
                        .send(PutSecretValueRequest.builder()
                                .secretName("orders/db")
                                .versionId("v2")
                                .text("n3w")
                                .build()));

        assertThat(denied.resourceArn()).isEqualTo(arn);
        assertThat(denied.leastStatement()).contains("\"kms:PutSecretValue\"", arn);
        assertThat(kms.audit().denials()).singleElement().satisfies(entry -> {
            assertThat(entry.principalArn()).isEqualTo(kms.ram().user("alice").arn());
            assertThat(entry.operation()).isEqualTo("PutSecretValue");
            assertThat(entry.outcome()).isEqualTo(AccessOutcome.IMPLICIT_DENY);
        });
        assertThat(kms.audit().entriesOf(kms.ram().user("alice").arn()))
                .extracting(AuditEntry::action, AuditEntry::resource, AuditEntry::isAllowed)
                .containsExactly(tuple("kms:GetSecretValue", arn, true), tuple("kms:PutSecretValue", arn, false));
    }

    @Test
    void leastStatementOfADenial_givenToTheUser_letsTheCallPass() {
        RamUser user = kms.ram().createUser("alice");
        OpenSesame alice = client(user.createAccessKey());
        AccessDeniedException denied = catchThrowableOfType(
                AccessDeniedException.class, () -> alice.kms().send(GetSecretValueRequest.of("orders/db")));

        user.attachPolicy(
                "what-was-missing",
                RamPolicy.parse("{\"Version\":\"1\",\"Statement\":[" + denied.leastStatement() + "]}"));

        assertThat(alice.kms().send(GetSecretValueRequest.of("orders/db")).exposeText())
                .isEqualTo("s3cret");
    }

    @Test
    void administrator_bySecretPolicy_describesButCannotReadTheValue() {
        RamUser user = kms.ram().createUser("admin");
        kms.setSecretPolicy(
                "orders/db",
                policy(Statement.allow()
                        .principal(Principal.ofRam(user.arn()))
                        .action("kms:List*", "kms:Describe*", "kms:PutSecretValue", "kms:Update*", "kms:DeleteSecret")
                        .resource("*")
                        .build()));
        OpenSesame admin = client(user.createAccessKey());

        assertThat(admin.kms().send(DescribeSecretRequest.of("orders/db")).secretName())
                .isEqualTo("orders/db");
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> admin.secrets().get("orders/db"))
                .withMessageContaining("kms:GetSecretValue");
    }

    @Test
    void userOfAnotherAccount_needsBothSides() {
        RamUser user = kms.account(FOREIGN_ACCOUNT).createUser("guest");
        OpenSesame guest = client(user.createAccessKey());
        Statement invitation = Statement.allow()
                .principal(Principal.ofRam(user.arn()))
                .action("kms:GetSecretValue")
                .resource("*")
                .build();

        kms.setSecretPolicy("orders/db", policy(invitation));
        assertThatExceptionOfType(AccessDeniedException.class)
                .as("invited, but not allowed to go")
                .isThrownBy(() -> guest.kms().send(GetSecretValueRequest.of(arn)));
        user.attachPolicy(
                "read-orders",
                RamPolicy.of(Statement.allow()
                        .action("kms:GetSecretValue")
                        .resource(arn)
                        .build()));
        assertThat(guest.secrets().get(arn).exposeText()).isEqualTo("s3cret");
        kms.setSecretPolicy("orders/db", SecretPolicy.defaultFor(kms.accountId()));
        assertThatExceptionOfType(AccessDeniedException.class)
                .as("allowed to go, but not invited")
                .isThrownBy(() -> guest.kms().send(GetSecretValueRequest.of(arn)));
        assertThatExceptionOfType(AccessDeniedException.class)
                .as("a bare name is one of the caller's own account")
                .isThrownBy(() -> guest.kms().send(GetSecretValueRequest.of("orders/db")))
                .satisfies(denied -> assertThat(denied.resourceArn())
                        .isEqualTo("acs:kms:" + kms.region() + ":" + FOREIGN_ACCOUNT + ":secret/orders/db"));
    }

    @Test
    void tagOfAKey_opensAndClosesEncrypt() {
        String key = kms.createKey("alias/orders");
        OpenSesame root = client(kms.createAccessKey());
        OpenSesame alice = client(kms.ram()
                .createUser("alice")
                .attachPolicy(
                        "keys-of-orders",
                        allow(ConditionOperator.STRING_EQUALS_IGNORE_CASE, "kms:tag/Project", "Orders"))
                .createAccessKey());
        EncryptRequest encrypt = EncryptRequest.of("alias/orders", new byte[] {1});

        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> alice.kms().send(encrypt));
        root.kms()
                .send(TagResourceRequest.builder()
                        .resource(TaggedResource.key(key))
                        .tag("Project", "orders")
                        .build());
        assertThat(alice.kms().send(encrypt).keyId()).isEqualTo(key);
        root.kms()
                .send(UntagResourceRequest.builder()
                        .resource(TaggedResource.key(key))
                        .tagKeys("Project")
                        .build());
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> alice.kms().send(encrypt));
    }

    @Test
    void sourceAddress_outsideOfTheNetwork_isRefused() {
        LocalAccessKey key = kms.ram()
                .createUser("alice")
                .attachPolicy("from-the-office", allow(ConditionOperator.IP_ADDRESS, "acs:SourceIp", "203.0.113.0/24"))
                .createAccessKey();
        OpenSesame alice = client(key);

        assertThatExceptionOfType(AccessDeniedException.class)
                .as("from the socket's address")
                .isThrownBy(() -> alice.kms().send(GetSecretValueRequest.of("orders/db")));
        kms.sourceAddress(key.accessKeyId(), "203.0.113.7");
        assertThat(alice.kms().send(GetSecretValueRequest.of("orders/db")).exposeText())
                .isEqualTo("s3cret");
        kms.sourceAddress(key.accessKeyId(), "198.51.100.7");
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> alice.kms().send(GetSecretValueRequest.of("orders/db")));
    }

    @Test
    void sessionPolicy_limitsTheSession() {
        RamUser user = kms.ram()
                .createUser("ci")
                .attachPolicy(
                        "assume",
                        RamPolicy.of(Statement.allow()
                                .action("sts:AssumeRole")
                                .resource("*")
                                .build()));
        LocalAccessKey session = kms.ram()
                .createRole(
                        "app",
                        TrustPolicy.of(Statement.allow()
                                .principal(Principal.ofRam(user.arn()))
                                .action("sts:AssumeRole")
                                .build()))
                .attachSystemPolicy("AliyunKMSFullAccess")
                .newSession("build-7")
                .policy(RamPolicy.of(Statement.allow()
                        .action("kms:DescribeSecret")
                        .resource(arn)
                        .build()))
                .assume(user);
        OpenSesame app = client(session);

        assertThat(app.kms().send(DescribeSecretRequest.of("orders/db")).secretName())
                .isEqualTo("orders/db");
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> app.kms().send(GetSecretValueRequest.of("orders/db")));
    }

    @Test
    void revokedPermission_reachesARunningClient_withinTheTimeOfARefreshAndTheGrace() {
        RamUser user = kms.ram().createUser("alice").attachSystemPolicy("AliyunKMSSecretUserAccess");
        OpenSesame alice = client(user.createAccessKey());
        alice.secrets().get("orders/db");
        user.detachPolicy("AliyunKMSSecretUserAccess");

        assertThat(alice.secrets().get("orders/db").exposeText())
                .as("from memory")
                .isEqualTo("s3cret");
        kms.clock().advance(Duration.ofMinutes(66));
        Awaitility.await().until(() -> !kms.audit().denials().isEmpty());
        assertThat(alice.secrets().get("orders/db").exposeText())
                .as("in the grace period")
                .isEqualTo("s3cret");
        kms.clock().advance(Duration.ofMinutes(5));

        Awaitility.await()
                .untilAsserted(() -> assertThatExceptionOfType(AccessDeniedException.class)
                        .isThrownBy(() -> alice.secrets().get("orders/db")));
    }

    @Test
    void revokedPermission_reachesAClientThatRefreshes_atOnce() {
        RamUser user = kms.ram().createUser("alice").attachSystemPolicy("AliyunKMSSecretUserAccess");
        OpenSesame alice = client(user.createAccessKey());
        alice.secrets().get("orders/db");
        user.detachPolicy("AliyunKMSSecretUserAccess");

        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> alice.secrets().refresh("orders/db"));
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> alice.secrets().get("orders/db"));
    }

    private SecretPolicy policy(Statement statement) {
        return SecretPolicy.of(SecretPolicy.ownerStatement(kms.accountId()), statement);
    }

    private static RamPolicy allow(ConditionOperator operator, String key, String value) {
        return RamPolicy.of(Statement.allow()
                .action("kms:Encrypt", "kms:GetSecretValue")
                .resource("*")
                .condition(operator, key, value)
                .build());
    }

    private OpenSesame client(LocalAccessKey key) {
        OpenSesame client = TestClients.connectedTo(kms)
                .credentials(TestClients.credentials(key))
                .clock(kms.clock())
                .build();
        clients.add(client);
        return client;
    }
}
