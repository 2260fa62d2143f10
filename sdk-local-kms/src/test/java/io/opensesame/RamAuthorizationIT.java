package io.opensesame;

import static io.opensesame.policy.template.ManagedRamCredentials.POLICY_NAME;
import static io.opensesame.policy.template.ManagedRamCredentials.ROLE_NAME;
import static io.opensesame.ram.client.ManagedPolicyType.CUSTOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.StsEndpoint;
import io.opensesame.error.KmsServiceException;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.localkms.LocalKms;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.policy.template.ManagedRamCredentials;
import io.opensesame.ram.authorization.AuthorizationConflictException;
import io.opensesame.ram.authorization.AuthorizationDeniedException;
import io.opensesame.ram.authorization.AuthorizationFinding;
import io.opensesame.ram.authorization.AuthorizationOptions;
import io.opensesame.ram.authorization.AuthorizationPart;
import io.opensesame.ram.authorization.AuthorizationReport;
import io.opensesame.ram.authorization.AuthorizationResult;
import io.opensesame.ram.authorization.LackingPermission;
import io.opensesame.ram.authorization.PartState;
import io.opensesame.ram.authorization.RamAuthorization;
import io.opensesame.ram.authorization.RoleNaming;
import io.opensesame.ram.client.RamClient;
import io.opensesame.ram.client.RamEndpoint;
import io.opensesame.ram.secret.ManagedRamSecrets;
import io.opensesame.ram.secret.NewRamSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What authorizes KMS, made, damaged and mended over real HTTP; whether it does shows when a secret rotates. */
class RamAuthorizationIT {
    private static final List<String> ACTIONS =
            List.of("ram:ListAccessKeys", "ram:CreateAccessKey", "ram:DeleteAccessKey", "ram:UpdateAccessKey");
    private static final AuthorizationOptions REPLACING =
            AuthorizationOptions.builder().replaceDifferent(true).build();
    private static final TrustPolicy OF_ECS = TrustPolicy.of(Statement.allow()
            .principal(Principal.service("ecs.aliyuncs.com"))
            .action("sts:AssumeRole")
            .build());
    private static final RamPolicy NARROWER = allowing(ACTIONS, "acs:ram:*:*:user/batch");
    private static final RamPolicy DENIAL = RamPolicy.of(
            Statement.deny().action("ram:*AccessKey*").resource("*").build());
    private static final String SECRET = ManagedRamSecrets.nameOf("app");

    private final LocalKms kms = LocalKms.start();
    private final List<OpenSesame> clients = new ArrayList<>();
    private final OpenSesame sesame = clientOf(TestClients.readyKey(kms));
    private final RamClient ram = sesame.ram().client();

    @AfterEach
    void close() {
        clients.forEach(OpenSesame::close);
        kms.close();
    }

    private OpenSesame clientOf(Credentials credentials) {
        OpenSesame client = TestClients.connectedTo(kms)
                .ramEndpoint(RamEndpoint.at(kms.endpoint()))
                .stsEndpoint(StsEndpoint.at(kms.endpoint()))
                .credentials(credentials)
                .build();
        clients.add(client);
        return client;
    }

    private RamAuthorization authorization() {
        return sesame.ram().authorization();
    }

    private RamAuthorization authorization(AuthorizationOptions options) {
        return sesame.ram().authorization(options);
    }

    private void createSecret() {
        ram.createUser("app");
        Credentials key = ram.createAccessKey("app");
        sesame.ram().secrets().create(NewRamSecret.builder("app", key).build());
    }

    private void assertRotates() {
        String before = currentVersion();

        String version = sesame.ram().secrets().rotate(SECRET);

        assertThat(currentVersion()).isEqualTo(version).isNotEqualTo(before);
    }

    private String currentVersion() {
        return sesame.kms()
                .secrets()
                .getSecretValue(GetSecretValueRequest.of(SECRET))
                .versionId();
    }

    private KmsServiceException failedRotation() {
        return catchThrowableOfType(
                KmsServiceException.class, () -> sesame.ram().secrets().rotate(SECRET));
    }

    private static RamPolicy allowing(List<String> actions, String resource) {
        return RamPolicy.of(Statement.allow()
                .action(actions.toArray(String[]::new))
                .resource(resource)
                .build());
    }

    static Stream<AuthorizationOptions> everyOption() {
        return Stream.of(
                AuthorizationOptions.defaults(),
                AuthorizationOptions.builder().users("app").build(),
                AuthorizationOptions.builder().naming(RoleNaming.CONSOLE).build(),
                AuthorizationOptions.builder()
                        .naming(RoleNaming.CONSOLE)
                        .users("batch", "app")
                        .build());
    }

    @ParameterizedTest
    @MethodSource("everyOption")
    void apply_emptyAccount_makesASecretRotate(AuthorizationOptions options) {
        assertThat(authorization(options).check().isSufficient()).isFalse();

        AuthorizationResult result = authorization(options).apply();

        assertThat(result.report().isSufficient()).isTrue();
        assertThat(result.report().roleName()).isEqualTo(options.naming().roleName());
        assertThat(result.report().remarks()).isEmpty();
        assertThat(authorization(options).plan().isEmpty()).isTrue();
        createSecret();
        assertRotates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ram:ListAccessKeys", "ram:CreateAccessKey", "ram:DeleteAccessKey", "ram:UpdateAccessKey"})
    void rotate_onePermissionRemoved_failsAndCheckNamesIt(String removed) {
        authorization().apply();
        createSecret();
        List<String> rest =
                ACTIONS.stream().filter(action -> !action.equals(removed)).toList();

        ram.createDefaultPolicyVersion(POLICY_NAME, allowing(rest, "*"));

        assertThat(failedRotation()).hasMessageContaining(removed);
        AuthorizationReport report = authorization().check();
        assertThat(report.lackingPermissions())
                .extracting(LackingPermission::action)
                .containsExactly(removed);
        assertThat(report.finding(AuthorizationPart.POLICY).explanation()).contains("version v1 would do");
        assertThat(authorization(REPLACING).apply().performed()).hasSize(1);
        assertRotates();
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage("trust of another service", AuthorizationPart.TRUST, ram -> ram.updateRole(ROLE_NAME, OF_ECS)),
                damage(
                        "narrower resource",
                        AuthorizationPart.POLICY,
                        ram -> ram.createDefaultPolicyVersion(POLICY_NAME, NARROWER)),
                damage("policy detached", AuthorizationPart.ATTACHMENT, RamAuthorizationIT::detach),
                damage("policy deleted", AuthorizationPart.POLICY, ram -> {
                    detach(ram);
                    ram.deletePolicy(POLICY_NAME);
                }),
                damage("role deleted", AuthorizationPart.ROLE, ram -> {
                    detach(ram);
                    ram.deleteRole(ROLE_NAME);
                }),
                damage("denied by a second policy", AuthorizationPart.ATTACHMENT, ram -> {
                    ram.createPolicy("guard-rail", DENIAL, "");
                    ram.attachPolicyToRole(CUSTOM, "guard-rail", ROLE_NAME);
                }));
    }

    private static Arguments damage(String name, AuthorizationPart part, Consumer<RamClient> damage) {
        return Arguments.of(Named.of(name, damage), part);
    }

    private static void detach(RamClient ram) {
        ram.detachPolicyFromRole(CUSTOM, POLICY_NAME, ROLE_NAME);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void check_damage_isFoundAndMended(Consumer<RamClient> damage, AuthorizationPart part) {
        authorization().apply();
        createSecret();

        damage.accept(ram);

        assertThat(failedRotation()).isNotNull();
        AuthorizationReport report = authorization().check();
        assertThat(report.isSufficient()).isFalse();
        assertThat(report.finding(part).state()).isNotEqualTo(PartState.PRESENT);
        assertThat(authorization(REPLACING).apply().report().findings())
                .extracting(AuthorizationFinding::state)
                .containsOnly(PartState.PRESENT);
        assertRotates();
    }

    @Test
    void check_documentsRewrittenByMeaning_isSufficient() {
        ram.createRole(ROLE_NAME, ManagedRamCredentials.trustPolicy(), "");
        ram.createPolicy("list", allowing(ACTIONS.subList(0, 1), "*"), "");
        ram.createPolicy("change", allowing(ACTIONS.subList(1, 4), "acs:ram:*:*:user/*"), "");
        ram.attachPolicyToRole(CUSTOM, "list", ROLE_NAME);
        ram.attachPolicyToRole(CUSTOM, "change", ROLE_NAME);

        assertThat(authorization().check().isSufficient()).isTrue();
        createSecret();
        assertRotates();
    }

    @Test
    void apply_different_changesNothingUnlessTold() {
        authorization().apply();
        ram.createDefaultPolicyVersion(POLICY_NAME, NARROWER);

        assertThatExceptionOfType(AuthorizationConflictException.class)
                .isThrownBy(() -> authorization().apply())
                .withMessageContaining(POLICY_NAME + " (v2)");
        assertThat(ram.getPolicy(CUSTOM, POLICY_NAME).defaultVersion().versionId()).isEqualTo("v2");
    }

    @Test
    void apply_severalAtOnce_allSucceed() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<AuthorizationResult> apply = () -> authorization().apply();

            for (Future<AuthorizationResult> result : threads.invokeAll(List.of(apply, apply, apply, apply))) {
                assertThat(result.get().report().isSufficient()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(ram.listPoliciesForRole(ROLE_NAME)).hasSize(1);
        assertThat(ram.listPolicyVersions(CUSTOM, POLICY_NAME)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("everyOption")
    void apply_byAUserWithTheRequiredPermissionsAlone_succeeds(AuthorizationOptions options) {
        RamAuthorization ofOperator =
                operator(authorization(options).requiredPermissionsToApply()).ram().authorization(options);

        assertThat(ofOperator.apply().report().isSufficient()).isTrue();
        assertThat(ofOperator.check().isSufficient()).isTrue();
    }

    @Test
    void apply_replacingByAUserWithTheRequiredPermissionsAlone_succeeds() {
        authorization().apply();
        ram.updateRole(ROLE_NAME, OF_ECS);
        ram.createDefaultPolicyVersion(POLICY_NAME, NARROWER);
        ram.createPolicy("guard-rail", DENIAL, "");
        ram.attachPolicyToRole(CUSTOM, "guard-rail", ROLE_NAME);
        ram.detachPolicyFromRole(CUSTOM, POLICY_NAME, ROLE_NAME);
        RamAuthorization ofOperator =
                operator(authorization(REPLACING).requiredPermissionsToApply()).ram().authorization(REPLACING);

        assertThat(ofOperator.apply().performed()).hasSize(4);
    }

    @Test
    void apply_byAUserWhoMayOnlyCheck_isDeniedWithAllThatItNeeds() {
        RamAuthorization ofReader =
                operator(authorization().requiredPermissionsToCheck()).ram().authorization();

        assertThat(ofReader.check().isSufficient()).isFalse();
        AuthorizationDeniedException denied =
                catchThrowableOfType(AuthorizationDeniedException.class, ofReader::apply);
        assertThat(denied).hasMessageContainingAll("ram:CreatePolicy", "ram:CreateRole", "ram:AttachPolicyToRole");
        assertThat(denied.requiredPermissions()).isEqualTo(authorization().requiredPermissionsToApply());
    }

    private OpenSesame operator(RamPolicy policy) {
        return clientOf(TestClients.credentials(
                kms.ram().createUser("operator").attachPolicy("operator", policy).createAccessKey()));
    }
}
