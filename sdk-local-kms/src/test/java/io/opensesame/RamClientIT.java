package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.StsEndpoint;
import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.RefusedCredentialsException;
import io.opensesame.error.ResourceExistsException;
import io.opensesame.error.ResourceNotFoundException;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.TlsOptions;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.RamUser;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.policy.template.ManagedRamCredentials;
import io.opensesame.ram.client.AccessKeyStatus;
import io.opensesame.ram.client.AccessKeySummary;
import io.opensesame.ram.client.AttachedPolicy;
import io.opensesame.ram.client.CallerIdentity;
import io.opensesame.ram.client.ManagedPolicyType;
import io.opensesame.ram.client.PolicyVersion;
import io.opensesame.ram.client.RamClient;
import io.opensesame.ram.client.RamEndpoint;
import io.opensesame.ram.client.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client of RAM and STS, over real HTTP. */
class RamClientIT {
    private static final ManagedPolicyType CUSTOM = ManagedPolicyType.CUSTOM;
    private static final RamPolicy POLICY = ManagedRamCredentials.rolePolicy();
    private static final TrustPolicy TRUST = ManagedRamCredentials.trustPolicy();

    private final LocalKms kms = LocalKms.start();
    private final List<OpenSesame> clients = new ArrayList<>();
    private final List<CallAttempt> attempts = new CopyOnWriteArrayList<>();
    private final RamClient ram = clientOf(TestClients.readyKey(kms));

    @AfterEach
    void close() {
        clients.forEach(OpenSesame::close);
        kms.close();
    }

    private RamClient clientOf(Credentials credentials) {
        OpenSesame sesame = TestClients.connectedTo(kms)
                .ramEndpoint(RamEndpoint.at(kms.endpoint()))
                .stsEndpoint(StsEndpoint.at(kms.endpoint()))
                .credentials(credentials)
                .callListener(attempts::add)
                .build();
        clients.add(sesame);
        return sesame.ram().client();
    }

    private static String codeOf(Runnable call) {
        return catchThrowableOfType(KmsServiceException.class, call::run).code();
    }

    @Test
    void userAndAccessKeys_wholeLife_areAsRamHasThem() {
        assertThat(ram.createUser("app").name()).isEqualTo("app");
        Credentials first = ram.createAccessKey("app");
        Credentials second = ram.createAccessKey("app");

        assertThat(codeOf(() -> ram.createAccessKey("app"))).isEqualTo("LimitExceeded.User.AccessKey");
        assertThat(clientOf(second).getCallerIdentity())
                .extracting(CallerIdentity::identityType, CallerIdentity::accountId)
                .containsExactly("RAMUser", kms.accountId());

        ram.updateAccessKey("app", second.accessKeyId(), AccessKeyStatus.INACTIVE);
        assertThat(ram.listAccessKeys("app"))
                .extracting(AccessKeySummary::accessKeyId, AccessKeySummary::status)
                .containsExactlyInAnyOrder(
                        tuple(first.accessKeyId(), AccessKeyStatus.ACTIVE),
                        tuple(second.accessKeyId(), AccessKeyStatus.INACTIVE));
        assertThatThrownBy(clientOf(second)::getCallerIdentity).isInstanceOf(RefusedCredentialsException.class);

        assertThat(codeOf(() -> ram.deleteUser("app"))).isEqualTo("DeleteConflict.User.AccessKey");
        ram.deleteAccessKey("app", first.accessKeyId());
        ram.deleteAccessKey("app", second.accessKeyId());
        ram.deleteUser("app");
        assertThatThrownBy(() -> ram.getUser("app"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("GetUser of 'app'")
                .hasMessageContaining("EntityNotExist.User");
    }

    @Test
    void policy_wholeLife_keepsItsVersions() {
        RamPolicy other = RamPolicy.of(
                Statement.allow().action("ram:ListAccessKeys").resource("*").build());

        assertThat(ram.createPolicy("Rotation", POLICY, "why").defaultVersion().versionId())
                .isEqualTo("v1");
        assertThat(ram.createDefaultPolicyVersion("Rotation", other).isDefault())
                .isTrue();
        assertThat(document(ram.getPolicy(CUSTOM, "Rotation").defaultVersion())).isEqualTo(other);
        assertThat(ram.listPolicyVersions(CUSTOM, "Rotation"))
                .extracting(PolicyVersion::versionId)
                .containsExactlyInAnyOrder("v1", "v2");
        ram.setDefaultPolicyVersion("Rotation", "v1");
        assertThat(document(ram.getPolicy(CUSTOM, "Rotation").defaultVersion())).isEqualTo(POLICY);
        for (int i = 0; i < 5; i++) {
            ram.createDefaultPolicyVersion("Rotation", other);
        }
        assertThat(ram.listPolicyVersions(CUSTOM, "Rotation")).hasSize(5);

        assertThatThrownBy(() -> ram.createPolicy("Rotation", POLICY, ""))
                .isInstanceOf(ResourceExistsException.class)
                .hasMessageContaining("Compare what exists");
        assertThat(codeOf(() -> ram.deletePolicy("Rotation"))).isEqualTo("DeleteConflict.Policy.Version");
        assertThatThrownBy(() -> ram.getPolicy(CUSTOM, "None")).isInstanceOf(ResourceNotFoundException.class);
    }

    private static RamPolicy document(PolicyVersion version) {
        return RamPolicy.parse(version.document().orElseThrow());
    }

    @Test
    void role_wholeLife_isTrustedAttachedAndAssumed() {
        RamUser alice = kms.ram().createUser("alice");
        Role role = ram.createRole("job", TRUST, "why");
        assertThat(TrustPolicy.parse(role.trustPolicy())).isEqualTo(TRUST);

        TrustPolicy forAlice = TrustPolicy.of(Statement.allow()
                .principal(Principal.account(kms.accountId()))
                .action("sts:AssumeRole")
                .build());
        assertThat(TrustPolicy.parse(ram.updateRole("job", forAlice).trustPolicy()))
                .isEqualTo(forAlice);
        ram.createPolicy("Rotation", POLICY, "");
        ram.attachPolicyToRole(CUSTOM, "Rotation", "job");
        assertThat(codeOf(() -> ram.attachPolicyToRole(CUSTOM, "Rotation", "job")))
                .isEqualTo("EntityAlreadyExists.Role.Policy");
        assertThat(ram.listPoliciesForRole("job")).containsExactly(new AttachedPolicy("Rotation", CUSTOM, "v1"));

        alice.attachPolicy(
                "MayAssume",
                RamPolicy.of(
                        Statement.allow().action("sts:AssumeRole").resource("*").build()));
        Credentials session = clientOf(TestClients.credentials(alice.createAccessKey()))
                .assumeRole(ram.getRole("job").arn(), "work", Duration.ofMinutes(15));
        assertThat(clientOf(session).getCallerIdentity().identityType()).isEqualTo("AssumedRoleUser");
        assertThat(clientOf(session).listAccessKeys("alice")).hasSize(1);

        assertThat(codeOf(() -> ram.deleteRole("job"))).isEqualTo("DeleteConflict.Role.Policy");
        ram.detachPolicyFromRole(CUSTOM, "Rotation", "job");
        ram.deletePolicy("Rotation");
        ram.deleteRole("job");
        assertThat(codeOf(() -> ram.getRole("job"))).isEqualTo("EntityNotExist.Role");
    }

    @Test
    void anyOperation_deniedCaller_isAllowedByTheStatementThatTheErrorNames() {
        ram.createPolicy("P", POLICY, "");
        ram.createRole("job", TRUST, "");
        ram.createUser("app");
        List<Consumer<RamClient>> calls = List.of(
                client -> client.getPolicy(CUSTOM, "P"),
                client -> client.createDefaultPolicyVersion("P", POLICY),
                client -> client.getRole("job"),
                client -> client.createRole("other", TRUST, ""),
                client -> client.attachPolicyToRole(CUSTOM, "P", "job"),
                client -> client.listPoliciesForRole("job"),
                client -> client.createUser("batch"),
                client -> client.listAccessKeys("app"),
                client -> client.createAccessKey("app"));
        RamUser ops = kms.ram().createUser("ops");
        RamClient client = clientOf(TestClients.credentials(ops.createAccessKey()));

        for (Consumer<RamClient> call : calls) {
            AccessDeniedException denied = catchThrowableOfType(AccessDeniedException.class, () -> call.accept(client));
            assertThat(denied.deniedActions()).containsExactly("ram:" + denied.operation());
            ops.attachPolicy(
                    "Least", RamPolicy.parse("{\"Version\":\"1\",\"Statement\":[" + denied.leastStatement() + "]}"));
            call.accept(client);
            ops.detachPolicy("Least");
        }
    }

    @Test
    void createAccessKey_answerLost_isNotSentAgain() {
        ram.createUser("app");
        kms.faults()
                .add(Fault.connectionDropped().onOperation("CreateAccessKey").times(1));

        assertThatThrownBy(() -> ram.createAccessKey("app")).isInstanceOf(KmsTransportException.class);
        assertThat(attempts)
                .filteredOn(attempt -> attempt.action().equals("CreateAccessKey"))
                .hasSize(1);
    }

    @Test
    void createAccessKey_everythingThatIsSeen_showsNoSecret() {
        Evidence evidence = new Evidence();
        try {
            ram.createUser("app");
            Credentials created = ram.createAccessKey("app");
            evidence.see(created);
            attempts.forEach(evidence::see);

            assertThat(attempts).extracting(CallAttempt::action).contains("CreateAccessKey");
            evidence.assertFreeOf(List.of(created.exposeAccessKeySecret()));
        } finally {
            evidence.close();
        }
    }

    @Test
    void ram_clientClosed_saysSo() {
        OpenSesame sesame = TestClients.connectedTo(kms)
                .ramEndpoint(RamEndpoint.at(kms.endpoint()))
                .build();
        sesame.close();

        assertThatThrownBy(() -> sesame.ram().client().getUser("app"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this client is closed; build a new OpenSesame");
    }

    @Test
    void ram_endpointOfKmsOverHttps_isNotTrustedByItsTlsOptions() {
        try (LocalKms secure = LocalKms.builder().https().start();
                OpenSesame sesame = OpenSesame.builder()
                        .endpoint(KmsEndpoint.of(secure.httpsEndpoint()))
                        .ramEndpoint(RamEndpoint.at(secure.httpsEndpoint()))
                        .credentials(TestClients.readyKey(secure))
                        .tls(TlsOptions.builder()
                                .trust(secure.tls().caCertificatePem())
                                .build())
                        .build()) {
            secure.createSecret("orders/db", "s3cret");

            assertThat(sesame.secrets().get("orders/db").exposeText()).isEqualTo("s3cret");
            assertThatThrownBy(() -> sesame.ram().client().getUser("app"))
                    .isInstanceOf(KmsTransportException.class)
                    .hasMessageContaining("its TLS certificate is not trusted");
        }
    }
}
