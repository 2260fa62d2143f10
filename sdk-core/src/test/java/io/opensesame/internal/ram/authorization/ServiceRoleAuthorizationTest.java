package io.opensesame.internal.ram.authorization;

import static io.opensesame.policy.template.ManagedRamCredentials.CONSOLE_POLICY_NAME;
import static io.opensesame.policy.template.ManagedRamCredentials.CONSOLE_ROLE_NAME;
import static io.opensesame.policy.template.ManagedRamCredentials.POLICY_NAME;
import static io.opensesame.policy.template.ManagedRamCredentials.ROLE_NAME;
import static io.opensesame.ram.authorization.AuthorizationPart.ATTACHMENT;
import static io.opensesame.ram.authorization.AuthorizationPart.POLICY;
import static io.opensesame.ram.authorization.AuthorizationPart.ROLE;
import static io.opensesame.ram.authorization.AuthorizationPart.TRUST;
import static io.opensesame.ram.authorization.PartState.DIFFERENT;
import static io.opensesame.ram.authorization.PartState.MISSING;
import static io.opensesame.ram.authorization.PartState.PRESENT;
import static io.opensesame.ram.client.ManagedPolicyType.CUSTOM;
import static io.opensesame.ram.client.ManagedPolicyType.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opensesame.error.KmsTransportException;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.template.ManagedRamCredentials;
import io.opensesame.ram.authorization.AuthorizationConflictException;
import io.opensesame.ram.authorization.AuthorizationDeniedException;
import io.opensesame.ram.authorization.AuthorizationFinding;
import io.opensesame.ram.authorization.AuthorizationOptions;
import io.opensesame.ram.authorization.AuthorizationPlan;
import io.opensesame.ram.authorization.AuthorizationReport;
import io.opensesame.ram.authorization.AuthorizationResult;
import io.opensesame.ram.authorization.AuthorizationStep;
import io.opensesame.ram.authorization.LackingPermission;
import io.opensesame.ram.authorization.PartState;
import io.opensesame.ram.authorization.RamAuthorization;
import io.opensesame.ram.authorization.RoleNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceRoleAuthorizationTest {
    private static final String GOOD_POLICY = ManagedRamCredentials.rolePolicy().toJson();
    private static final String GOOD_TRUST = ManagedRamCredentials.trustPolicy().toJson();
    private static final AuthorizationOptions REPLACING =
            AuthorizationOptions.builder().replaceDifferent(true).build();

    private final InMemoryRam ram = new InMemoryRam();
    private final List<Long> pauses = new ArrayList<>();

    private RamAuthorization authorization(AuthorizationOptions options) {
        return new ServiceRoleAuthorization(ram, options, pauses::add);
    }

    private AuthorizationReport check() {
        return authorization(AuthorizationOptions.defaults()).check();
    }

    private static AuthorizationOptions narrowed(String... users) {
        return AuthorizationOptions.builder().users(users).build();
    }

    private InMemoryRam complete() {
        return ram.withRole(ROLE_NAME, GOOD_TRUST)
                .withPolicy(CUSTOM, POLICY_NAME, GOOD_POLICY)
                .withAttached(CUSTOM, POLICY_NAME, ROLE_NAME);
    }

    private void withDocument(String document) {
        complete().withPolicy(CUSTOM, POLICY_NAME, document);
    }

    private static String allowing(String actions, String resource) {
        return """
                {"Version":"1","Statement":[{"Effect":"Allow","Action":[%s],"Resource":"%s"}]}""".formatted(actions, resource);
    }

    private static final String ALL_FOUR =
            "\"ram:ListAccessKeys\",\"ram:CreateAccessKey\",\"ram:DeleteAccessKey\",\"ram:UpdateAccessKey\"";

    private static String denying(String action, String resource) {
        return """
                {"Version":"1","Statement":[{"Effect":"Deny","Action":"%s","Resource":"%s"}]}""".formatted(action, resource);
    }

    private static String trusting(String principal) {
        return """
                {"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{%s}}]}""".formatted(principal);
    }

    private static List<PartState> states(AuthorizationReport report) {
        return report.findings().stream().map(AuthorizationFinding::state).toList();
    }

    private static List<String> operations(List<AuthorizationStep> steps) {
        return steps.stream().map(step -> step.operation().wireName()).toList();
    }

    @Test
    void check_emptyAccount_reportsEveryPartMissing() {
        AuthorizationReport report = check();

        assertThat(report.isSufficient()).isFalse();
        assertThat(report.accountId()).isEqualTo(InMemoryRam.ACCOUNT);
        assertThat(report.roleName()).isEqualTo(ROLE_NAME);
        assertThat(states(report)).containsExactly(MISSING, MISSING, MISSING, MISSING);
        assertThat(report.finding(ROLE).explanation())
                .contains(ROLE_NAME, CONSOLE_ROLE_NAME, "every rotation of a RAM secret fails");
        assertThat(report.lackingPermissions())
                .extracting(LackingPermission::action)
                .containsExactlyInAnyOrder(
                        "ram:ListAccessKeys", "ram:CreateAccessKey", "ram:DeleteAccessKey", "ram:UpdateAccessKey");
    }

    @Test
    void check_setUpAsDocumented_isSufficientWithoutRemarks() {
        complete();

        AuthorizationReport report = check();

        assertThat(report.isSufficient()).isTrue();
        assertThat(states(report)).containsOnly(PRESENT).hasSize(4);
        assertThat(report.remarks()).isEmpty();
        assertThat(report.lackingPermissions()).isEmpty();
        assertThat(report).asString().startsWith("KMS can rotate");
    }

    @Test
    void check_anywhere_changesNothing() {
        withDocument(denying("ram:*", "*"));
        String before = ram.state();

        check();
        authorization(REPLACING).plan();

        assertThat(ram.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Service\":[\"ecs.aliyuncs.com\"]",
                "\"RAM\":[\"acs:ram::1192853035110001:root\"]",
                "\"RAM\":[\"acs:ram::1192853035110001:user/kms.aliyuncs.com\"]"
            })
    void check_trustOfAnother_isDifferentAndBreaksEveryRotation(String principal) {
        complete().withRole(ROLE_NAME, trusting(principal));

        AuthorizationReport report = check();

        assertThat(report.isSufficient()).isFalse();
        assertThat(states(report)).containsExactly(PRESENT, DIFFERENT, PRESENT, PRESENT);
        assertThat(report.finding(TRUST).explanation())
                .contains("kms.aliyuncs.com", ROLE_NAME, "every rotation of a RAM secret fails");
    }

    @Test
    void check_trustUnderACondition_isNotCountedOn() {
        complete().withRole(ROLE_NAME, """
                {"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                 "Principal":{"Service":"kms.aliyuncs.com"},"Condition":{"IpAddress":{"acs:SourceIp":"10.0.0.0/8"}}}]}""");

        assertThat(check().finding(TRUST).explanation()).contains("acs:SourceIp");
    }

    @Test
    void check_trustThatCannotBeRead_saysWhere() {
        complete().withRole(ROLE_NAME, "{\"Version\":\"1\",\n \"Statement\":[{\"Effect\":\"Permit\"}]}");

        AuthorizationReport report = check();

        assertThat(report.finding(TRUST).state()).isEqualTo(DIFFERENT);
        assertThat(report.finding(TRUST).explanation()).contains("Permit", "line 2");
    }

    @Test
    void check_othersTrustedToo_isRemarkedOn() {
        complete().withRole(ROLE_NAME, trusting("\"Service\":[\"kms.aliyuncs.com\",\"ecs.aliyuncs.com\"]"));

        AuthorizationReport report = check();

        assertThat(report.isSufficient()).isTrue();
        assertThat(report.remarks())
                .singleElement()
                .asString()
                .contains("ecs.aliyuncs.com")
                .doesNotContain("kms.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ram:ListAccessKeys", "ram:CreateAccessKey", "ram:DeleteAccessKey", "ram:UpdateAccessKey"})
    void check_oneActionMissing_namesItAndNoOther(String missing) {
        String rest = Stream.of(ALL_FOUR.split(","))
                .filter(action -> !action.contains(missing))
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
        withDocument(allowing(rest, "*"));

        AuthorizationReport report = check();

        assertThat(states(report)).containsExactly(PRESENT, PRESENT, DIFFERENT, PRESENT);
        assertThat(report.lackingPermissions()).singleElement().satisfies(lacking -> {
            assertThat(lacking.action()).isEqualTo(missing);
            assertThat(lacking.userName()).isEmpty();
        });
        assertThat(report.finding(POLICY).explanation()).contains(missing);
    }

    @Test
    void check_policyOfOneUser_lacksAllOthers() {
        withDocument(allowing(ALL_FOUR, "acs:ram:*:1192853035110001:user/app"));

        AuthorizationReport report = check();

        assertThat(report.finding(POLICY).state()).isEqualTo(DIFFERENT);
        assertThat(report.lackingPermissions())
                .extracting(LackingPermission::userName)
                .containsOnly(Optional.empty())
                .hasSize(4);
        assertThat(report.finding(POLICY).explanation()).contains("for RAM users in general");
    }

    @Test
    void check_policyOfOneUserAndAskedForTwo_lacksTheOther() {
        withDocument(allowing(ALL_FOUR, "acs:ram:*:1192853035110001:user/app"));

        assertThat(authorization(narrowed("app")).check().isSufficient()).isTrue();
        assertThat(authorization(narrowed("app", "batch")).check().lackingPermissions())
                .extracting(LackingPermission::userName)
                .containsOnly(Optional.of("batch"));
    }

    @Test
    void check_policyOfTheUsersOfAnotherAccount_isDifferent() {
        withDocument(allowing(ALL_FOUR, "acs:ram:*:1903253031260002:user/*"));

        assertThat(check().finding(POLICY).state()).isEqualTo(DIFFERENT);
    }

    @Test
    void check_allUsersByPattern_isSufficient() {
        withDocument(allowing(ALL_FOUR, "acs:ram:*:1192853035110001:user/*"));

        assertThat(check().isSufficient()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acs:ram::1192853035110001:user/app", "acs:ram:*:1192853035110001:user/app"})
    void check_policyWithOrWithoutARegion_isSufficient(String resource) {
        withDocument(allowing(ALL_FOUR, resource));

        assertThat(authorization(narrowed("app")).check().isSufficient()).isTrue();
    }

    @Test
    void check_rewrittenByTheConsole_isSufficient() {
        withDocument("""
                {"Version":"1","Statement":[
                 {"Effect":"Allow","Action":"RAM:listaccesskeys","Resource":"*"},
                 {"Effect":"Allow","Action":["ram:CreateAccessKey","ram:UpdateAccessKey"],"Resource":["acs:ram:*:*:user/*"]},
                 {"Effect":"Allow","Action":"ram:DeleteAccessKey","Resource":"acs:ram:*:1192853035110001:*"}]}""");

        AuthorizationReport report = check();

        assertThat(report.isSufficient()).isTrue();
        assertThat(report.remarks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"ram:*\"", "\"*\"", "\"ram:*AccessKey*\""})
    void check_widerPolicy_isRemarkedOnAndSufficient(String actions) {
        withDocument(allowing(actions, "*"));

        AuthorizationReport report = check();

        assertThat(report.isSufficient()).isTrue();
        assertThat(report.remarks())
                .singleElement()
                .asString()
                .contains(POLICY_NAME, actions.replace("\"", ""), "more than rotation needs");
    }

    @Test
    void check_allUsersWhereSomeWereAskedFor_isRemarkedOnAndSufficient() {
        complete();

        AuthorizationReport report = authorization(narrowed("app", "batch")).check();

        assertThat(report.isSufficient()).isTrue();
        assertThat(report.remarks()).singleElement().asString().contains("app, batch");
        assertThat(authorization(narrowed("app", "batch")).plan().isEmpty()).isTrue();
    }

    @Test
    void check_anotherVersionIsDefault_saysWhichWouldDo() {
        ram.withRole(ROLE_NAME, GOOD_TRUST)
                .withPolicy(CUSTOM, POLICY_NAME, GOOD_POLICY, allowing("\"ram:ListAccessKeys\"", "*"))
                .withAttached(CUSTOM, POLICY_NAME, ROLE_NAME);

        AuthorizationReport report = check();

        assertThat(report.finding(POLICY).state()).isEqualTo(DIFFERENT);
        assertThat(report.finding(POLICY).explanation()).contains("(v2)", "version v1 would do", "ram:CreateAccessKey");
    }

    @Test
    void check_notAttached_reportsTheAttachmentAlone() {
        ram.withRole(ROLE_NAME, GOOD_TRUST).withPolicy(CUSTOM, POLICY_NAME, GOOD_POLICY);

        AuthorizationReport report = check();

        assertThat(states(report)).containsExactly(PRESENT, PRESENT, PRESENT, MISSING);
        assertThat(report.finding(ATTACHMENT).explanation()).contains(POLICY_NAME, ROLE_NAME);
    }

    @Test
    void check_policiesOfOtherNames_areTakenTogether() {
        ram.withRole(ROLE_NAME, GOOD_TRUST)
                .withPolicy(CUSTOM, "keys-read", allowing("\"ram:List*\"", "*"))
                .withPolicy(SYSTEM, "KeysWrite", allowing("\"ram:*AccessKey\"", "*"))
                .withAttached(CUSTOM, "keys-read", ROLE_NAME)
                .withAttached(SYSTEM, "KeysWrite", ROLE_NAME);

        assertThat(check().isSufficient()).isTrue();
        assertThat(authorization(REPLACING).plan().isEmpty()).isTrue();
    }

    @Test
    void check_denyInASecondPolicy_isToldByItsName() {
        complete()
                .withPolicy(CUSTOM, "guard-rail", denying("ram:DeleteAccessKey", "*"))
                .withAttached(CUSTOM, "guard-rail", ROLE_NAME);

        AuthorizationReport report = check();

        assertThat(states(report)).containsExactly(PRESENT, PRESENT, PRESENT, DIFFERENT);
        assertThat(report.finding(ATTACHMENT).explanation())
                .contains("statement 1 of guard-rail", "denies ram:DeleteAccessKey");
        assertThat(report.lackingPermissions())
                .extracting(LackingPermission::action)
                .containsExactly("ram:DeleteAccessKey");
    }

    @Test
    void check_denyForOneUser_isFoundWhereAllWereAskedFor() {
        complete()
                .withPolicy(CUSTOM, "guard-rail", denying("ram:*", "acs:ram:*:*:user/breakglass*"))
                .withAttached(CUSTOM, "guard-rail", ROLE_NAME);

        assertThat(check().lackingPermissions())
                .isNotEmpty()
                .allSatisfy(lacking -> assertThat(lacking.userName())
                        .hasValueSatisfying(name -> assertThat(name).startsWith("breakglass")));
        assertThat(authorization(narrowed("app")).check().isSufficient()).isTrue();
    }

    @Test
    void check_denyUnderACondition_isRemarkedOn() {
        complete().withPolicy(CUSTOM, "guard-rail", """
                        {"Version":"1","Statement":[{"Effect":"Deny","Action":"ram:*","Resource":"*",
                         "Condition":{"IpAddress":{"acs:SourceIp":"10.0.0.0/8"}}}]}""").withAttached(CUSTOM, "guard-rail", ROLE_NAME);

        AuthorizationReport report = check();

        assertThat(report.isSufficient()).isTrue();
        assertThat(report.remarks()).singleElement().asString().contains("guard-rail", "acs:SourceIp");
    }

    @Test
    void check_allowUnderACondition_isNotCountedOn() {
        withDocument("""
                {"Version":"1","Statement":[{"Effect":"Allow","Action":"ram:*","Resource":"*",
                 "Condition":{"IpAddress":{"acs:SourceIp":"10.0.0.0/8"}}}]}""");

        AuthorizationReport report = check();

        assertThat(report.lackingPermissions()).hasSize(4);
        assertThat(report.finding(POLICY).explanation()).contains("acs:SourceIp");
    }

    @Test
    void check_policyThatCannotBeRead_saysWhere() {
        withDocument("{\"Version\":\"1\",\n\"Statement\":[]}");

        AuthorizationReport report = check();

        assertThat(report.finding(POLICY).state()).isEqualTo(DIFFERENT);
        assertThat(report.finding(POLICY).explanation()).contains("line 2");
    }

    @Test
    void check_secondPolicyThatCannotBeRead_mayDeny() {
        complete().withPolicy(CUSTOM, "odd", "{}").withAttached(CUSTOM, "odd", ROLE_NAME);

        AuthorizationReport report = check();

        assertThat(report.isSufficient()).isFalse();
        assertThat(report.finding(ATTACHMENT).explanation()).contains("odd (v1) cannot be read", "line 1");
    }

    @Test
    void check_consoleRole_isFoundFirst() {
        complete()
                .withRole(CONSOLE_ROLE_NAME, GOOD_TRUST)
                .withPolicy(SYSTEM, CONSOLE_POLICY_NAME, allowing(ALL_FOUR + ",\"ram:GetAccessKeyLastUsed\"", "*"))
                .withAttached(SYSTEM, CONSOLE_POLICY_NAME, CONSOLE_ROLE_NAME);

        AuthorizationReport report = check();

        assertThat(report.isSufficient()).isTrue();
        assertThat(report.roleName()).isEqualTo(CONSOLE_ROLE_NAME);
        assertThat(report.remarks()).singleElement().asString().contains(ROLE_NAME + " too");
    }

    @Test
    void check_consoleRoleThatKmsMayAssumeWithoutPermissions_isTheOneThatCounts() {
        complete().withRole(CONSOLE_ROLE_NAME, GOOD_TRUST);

        AuthorizationReport report = check();

        assertThat(report.isSufficient()).isFalse();
        assertThat(report.roleName()).isEqualTo(CONSOLE_ROLE_NAME);
    }

    @Test
    void check_consoleRoleThatKmsMayNotAssume_isPassedOver() {
        complete().withRole(CONSOLE_ROLE_NAME, trusting("\"Service\":[\"ecs.aliyuncs.com\"]"));

        AuthorizationReport report = check();

        assertThat(report.isSufficient()).isTrue();
        assertThat(report.roleName()).isEqualTo(ROLE_NAME);
    }

    @Test
    void check_rolesOfBothNamesThatKmsMayNotAssume_reportsTheNewer() {
        String trust = trusting("\"Service\":[\"ecs.aliyuncs.com\"]");
        ram.withRole(ROLE_NAME, trust).withRole(CONSOLE_ROLE_NAME, trust);

        assertThat(check().roleName()).isEqualTo(CONSOLE_ROLE_NAME);
    }

    @Test
    void check_accountOfAnother_isRefused() {
        complete();
        AuthorizationOptions options =
                AuthorizationOptions.builder().accountId("1903253031260002").build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> authorization(options).check())
                .withMessageContaining("1903253031260002")
                .withMessageContaining("acs:ram::" + InMemoryRam.ACCOUNT);
    }

    @Test
    void check_withAccount_doesNotAskSts() {
        authorization(AuthorizationOptions.builder()
                        .accountId(InMemoryRam.ACCOUNT)
                        .build())
                .check();

        assertThat(ram.calls()).isNotEmpty().noneMatch(call -> call.startsWith("GetCallerIdentity"));
    }

    @Test
    void plan_emptyAccount_isThatOfTheConsolesSteps() {
        AuthorizationPlan plan = authorization(AuthorizationOptions.defaults()).plan();

        assertThat(operations(plan.steps())).containsExactly("CreatePolicy", "CreateRole", "AttachPolicyToRole");
        assertThat(plan.replacesDifferent()).isFalse();
        assertThat(plan.steps().get(0).document()).contains(ManagedRamCredentials.rolePolicy());
        assertThat(plan.steps().get(1).document()).contains(ManagedRamCredentials.trustPolicy());
        assertThat(plan.toString().lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("1. CreatePolicy of policy " + POLICY_NAME);
    }

    @Test
    void plan_narrowed_writesTheUsersIntoTheDocument() {
        AuthorizationPlan plan = authorization(narrowed("app", "batch")).plan();

        assertThat(plan.steps()
                        .get(0)
                        .document()
                        .orElseThrow()
                        .statements()
                        .get(0)
                        .resources())
                .extracting(Object::toString)
                .containsExactly("acs:ram:*:1192853035110001:user/app", "acs:ram:*:1192853035110001:user/batch");
    }

    @Test
    void plan_tooManyUsers_isRefusedBeforeAnyChange() {
        String[] users = IntStream.range(0, 200)
                .mapToObj(i -> "a-rather-long-user-name-" + i)
                .toArray(String[]::new);
        String before = ram.state();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> authorization(narrowed(users)).apply())
                .withMessageContaining("200 users")
                .withMessageContaining("6144");
        assertThat(ram.state()).isEqualTo(before);
    }

    @Test
    void apply_emptyAccount_makesItSufficient() {
        AuthorizationResult result =
                authorization(AuthorizationOptions.defaults()).apply();

        assertThat(operations(result.performed())).containsExactly("CreatePolicy", "CreateRole", "AttachPolicyToRole");
        assertThat(result.report().isSufficient()).isTrue();
        assertThat(check().isSufficient()).isTrue();
        assertThat(pauses).isEmpty();
    }

    @Test
    void apply_twice_changesNothing() {
        authorization(AuthorizationOptions.defaults()).apply();
        String before = ram.state();

        AuthorizationResult again =
                authorization(AuthorizationOptions.defaults()).apply();

        assertThat(again.performed()).isEmpty();
        assertThat(again.report().isSufficient()).isTrue();
        assertThat(ram.state()).isEqualTo(before);
    }

    @Test
    void apply_newerNames_attachesThePolicyOfRam() {
        ram.withPolicy(SYSTEM, CONSOLE_POLICY_NAME, GOOD_POLICY);

        AuthorizationResult result = authorization(AuthorizationOptions.builder()
                        .naming(RoleNaming.CONSOLE)
                        .build())
                .apply();

        assertThat(operations(result.performed())).containsExactly("CreateRole", "AttachPolicyToRole");
        assertThat(result.report().roleName()).isEqualTo(CONSOLE_ROLE_NAME);
        assertThat(ram.state()).contains(CONSOLE_POLICY_NAME).doesNotContain(POLICY_NAME + "]");
    }

    @Test
    void apply_newerNamesNarrowed_makesAPolicyOfTheAccount() {
        ram.withPolicy(SYSTEM, CONSOLE_POLICY_NAME, GOOD_POLICY);

        AuthorizationResult result = authorization(AuthorizationOptions.builder()
                        .naming(RoleNaming.CONSOLE)
                        .users("app")
                        .build())
                .apply();

        assertThat(operations(result.performed())).containsExactly("CreatePolicy", "CreateRole", "AttachPolicyToRole");
        assertThat(result.report().remarks()).isEmpty();
    }

    @Test
    void apply_newerNamesWithoutThePolicyOfRam_makesOne() {
        AuthorizationResult result = authorization(AuthorizationOptions.builder()
                        .naming(RoleNaming.CONSOLE)
                        .build())
                .apply();

        assertThat(operations(result.performed())).startsWith("CreatePolicy");
        assertThat(result.report().isSufficient()).isTrue();
    }

    @Test
    void apply_different_throwsAllDifferencesBeforeAnyChange() {
        complete()
                .withRole(ROLE_NAME, trusting("\"Service\":[\"ecs.aliyuncs.com\"]"))
                .withPolicy(CUSTOM, POLICY_NAME, allowing("\"ram:ListAccessKeys\"", "*"));
        String before = ram.state();

        AuthorizationConflictException conflict = catchThrowableOfType(
                AuthorizationConflictException.class,
                () -> authorization(AuthorizationOptions.defaults()).apply());

        assertThat(conflict.differences()).hasSize(2);
        assertThat(conflict).hasMessageContainingAll("TRUST DIFFERENT", "POLICY DIFFERENT", "replaceDifferent(true)");
        assertThat(ram.state()).isEqualTo(before);
    }

    @Test
    void apply_differentAndReplacing_keepsTheOldVersion() {
        String mine = allowing("\"ram:ListAccessKeys\"", "*");
        withDocument(mine);

        AuthorizationResult result = authorization(REPLACING).apply();

        assertThat(operations(result.performed())).containsExactly("CreatePolicyVersion");
        assertThat(result.performed()).allMatch(AuthorizationStep::replacesDifferent);
        assertThat(ram.listPolicyVersions(CUSTOM, POLICY_NAME))
                .extracting(version -> version.document().orElseThrow())
                .containsExactly(mine, GOOD_POLICY);
    }

    @Test
    void apply_earlierVersionWouldDo_goesBackToIt() {
        complete().withPolicy(CUSTOM, POLICY_NAME, GOOD_POLICY, allowing("\"ram:ListAccessKeys\"", "*"));

        AuthorizationResult result = authorization(REPLACING).apply();

        assertThat(operations(result.performed())).containsExactly("SetDefaultPolicyVersion");
        assertThat(ram.listPolicyVersions(CUSTOM, POLICY_NAME)).hasSize(2);
    }

    @Test
    void apply_earlierVersionIsWider_doesNotGoBackToIt() {
        complete().withPolicy(CUSTOM, POLICY_NAME, allowing("\"ram:*\"", "*"), allowing("\"ram:ListAccessKeys\"", "*"));

        AuthorizationResult result = authorization(REPLACING).apply();

        assertThat(operations(result.performed())).containsExactly("CreatePolicyVersion");
        assertThat(result.report().remarks()).isEmpty();
    }

    @Test
    void apply_denyInASecondPolicy_detachesItWhereItMay() {
        complete()
                .withPolicy(CUSTOM, "guard-rail", denying("ram:*", "*"))
                .withAttached(CUSTOM, "guard-rail", ROLE_NAME);

        assertThatExceptionOfType(AuthorizationConflictException.class)
                .isThrownBy(() -> authorization(AuthorizationOptions.defaults()).apply())
                .withMessageContaining("guard-rail");
        assertThat(operations(authorization(REPLACING).apply().performed())).containsExactly("DetachPolicyFromRole");
    }

    @Test
    void apply_notAttached_attachesWithoutReplacing() {
        ram.withRole(ROLE_NAME, GOOD_TRUST).withPolicy(CUSTOM, POLICY_NAME, GOOD_POLICY);

        AuthorizationResult result =
                authorization(AuthorizationOptions.defaults()).apply();

        assertThat(operations(result.performed())).containsExactly("AttachPolicyToRole");
    }

    @Test
    void apply_failsAtAnyCall_isResumedByTheNext() {
        for (int failing = 1; ; failing++) {
            InMemoryRam fresh = new InMemoryRam();
            RamAuthorization authorization =
                    new ServiceRoleAuthorization(fresh, AuthorizationOptions.defaults(), pauses::add);
            failAt(fresh, failing);
            boolean failed = false;
            try {
                authorization.apply();
            } catch (KmsTransportException e) {
                failed = true;
            }
            fresh.watch(call -> {});

            AuthorizationResult result = authorization.apply();

            assertThat(result.report().isSufficient()).isTrue();
            assertThat(fresh.state()).isEqualTo(stateAfterOneApply());
            if (!failed) {
                assertThat(failing).isGreaterThan(8);
                return;
            }
        }
    }

    private static void failAt(InMemoryRam ram, int failing) {
        AtomicInteger count = new AtomicInteger();
        ram.watch(call -> {
            if (count.incrementAndGet() == failing) {
                throw new KmsTransportException(call, "ram.aliyuncs.com", "no answer to " + call, null);
            }
        });
    }

    private String stateAfterOneApply() {
        InMemoryRam fresh = new InMemoryRam();
        new ServiceRoleAuthorization(fresh, AuthorizationOptions.defaults(), pauses::add).apply();
        return fresh.state();
    }

    @Test
    void apply_anotherAtAnyCallBoundary_endsInTheSameState() {
        for (int boundary = 1; ; boundary++) {
            InMemoryRam shared = new InMemoryRam();
            RamAuthorization one = new ServiceRoleAuthorization(shared, AuthorizationOptions.defaults(), pauses::add);
            AtomicInteger count = new AtomicInteger();
            int at = boundary;
            shared.watch(call -> {
                if (count.incrementAndGet() == at) {
                    new ServiceRoleAuthorization(shared, AuthorizationOptions.defaults(), pauses::add).apply();
                }
            });

            assertThat(one.apply().report().isSufficient()).isTrue();
            assertThat(shared.state()).isEqualTo(stateAfterOneApply());
            if (count.get() < at) {
                assertThat(at).isGreaterThan(8);
                return;
            }
        }
    }

    @Test
    void apply_manyAtOnce_endInTheSameState() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<AuthorizationResult> apply =
                    () -> new ServiceRoleAuthorization(ram, AuthorizationOptions.defaults(), millis -> {}).apply();

            for (Future<AuthorizationResult> result : threads.invokeAll(List.of(apply, apply, apply, apply, apply))) {
                assertThat(result.get().report().isSufficient()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(ram.state()).isEqualTo(stateAfterOneApply());
    }

    @Test
    void apply_policyNotFoundRightAfterItsCreation_waitsForIt() {
        AtomicInteger attempts = new AtomicInteger();
        ram.watch(call -> {
            if (call.equals("AttachPolicyToRole") && attempts.incrementAndGet() <= 2) {
                throw InMemoryRam.notFound(call, POLICY_NAME, "Policy");
            }
        });

        AuthorizationResult result =
                authorization(AuthorizationOptions.defaults()).apply();

        assertThat(result.report().isSufficient()).isTrue();
        assertThat(operations(result.performed())).containsExactly("CreatePolicy", "CreateRole", "AttachPolicyToRole");
        assertThat(pauses).containsExactly(250L, 500L);
    }

    @Test
    void apply_neverFound_givesUpWithTheRefusal() {
        ram.watch(call -> {
            if (call.equals("AttachPolicyToRole")) {
                throw InMemoryRam.notFound(call, POLICY_NAME, "Policy");
            }
        });

        assertThatExceptionOfType(AuthorizationConflictException.class)
                .isThrownBy(() -> authorization(AuthorizationOptions.defaults()).apply())
                .withMessageContaining("ATTACHMENT MISSING")
                .havingCause()
                .withMessageContaining("EntityNotExist.Policy");
        assertThat(pauses).containsExactly(250L, 500L, 1_000L, 2_000L, 2_000L);
    }

    @Test
    void apply_interruptedWhileItWaits_stopsAndStaysInterrupted() {
        ram.watch(call -> {
            if (call.equals("AttachPolicyToRole")) {
                throw InMemoryRam.notFound(call, POLICY_NAME, "Policy");
            }
        });
        RamAuthorization authorization = new ServiceRoleAuthorization(ram, AuthorizationOptions.defaults(), millis -> {
            throw new InterruptedException();
        });

        assertThatExceptionOfType(AuthorizationConflictException.class).isThrownBy(authorization::apply);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void apply_denied_hasAllPermissionsThatItNeeds() {
        ram.watch(call -> {
            if (call.equals("CreateRole")) {
                throw InMemoryRam.denied(call);
            }
        });

        AuthorizationDeniedException denied = catchThrowableOfType(
                AuthorizationDeniedException.class,
                () -> authorization(AuthorizationOptions.defaults()).apply());

        assertThat(denied)
                .hasMessageContainingAll(
                        "CreateRole",
                        "ram:GetRole",
                        "ram:GetPolicy",
                        "ram:ListPoliciesForRole",
                        "ram:CreatePolicy",
                        "ram:CreateRole",
                        "ram:AttachPolicyToRole");
        assertThat(denied.requiredPermissions())
                .isEqualTo(authorization(AuthorizationOptions.defaults()).requiredPermissionsToApply());
    }

    @Test
    void requiredPermissions_ofTheCaller_allowNoMoreThanTheOptionsDo() {
        RamPolicy toCheck = authorization(REPLACING).requiredPermissionsToCheck();
        RamPolicy toApply = authorization(AuthorizationOptions.defaults()).requiredPermissionsToApply();
        RamPolicy toReplace = authorization(REPLACING).requiredPermissionsToApply();

        assertThat(toCheck.toJson()).doesNotContain("Create", "Update", "Attach\"");
        assertThat(toApply.toJson()).doesNotContain("UpdateRole", "CreatePolicyVersion", "Detach");
        assertThat(toReplace.toJson())
                .contains("ram:UpdateRole", "ram:CreatePolicyVersion", "ram:SetDefaultPolicyVersion");
        assertThat(toApply.toJson()).contains("acs:ram:*:1192853035110001:role/" + ROLE_NAME);
    }
}
