package io.opensesame.internal.ram.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opensesame.auth.Credentials;
import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.ResourceNotFoundException;
import io.opensesame.error.ServiceRefusal;
import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.kms.FakeTransport;
import io.opensesame.internal.ram.client.RpcRamClient;
import io.opensesame.kms.secret.AutomaticRotation;
import io.opensesame.policy.template.ManagedRamCredentials;
import io.opensesame.ram.authorization.AuthorizationDeniedException;
import io.opensesame.ram.authorization.AuthorizationFinding;
import io.opensesame.ram.authorization.AuthorizationPart;
import io.opensesame.ram.authorization.AuthorizationReport;
import io.opensesame.ram.authorization.PartState;
import io.opensesame.ram.secret.CreatedRamSecret;
import io.opensesame.ram.secret.ManagedRamSecrets;
import io.opensesame.ram.secret.NewRamSecret;
import io.opensesame.ram.secret.RamSecretException;
import io.opensesame.ram.secret.RamSecretException.Reason;
import io.opensesame.ram.secret.RamSecretState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientManagedRamSecretsTest {
    private static final String NAME = "acs/ram/user/app";
    private static final String ARN = "acs:kms:cn-hangzhou:1:secret/" + NAME;
    private static final Credentials FIRST = Credentials.accessKey("AK-1", "canary-1");
    private static final Credentials SECOND = Credentials.accessKey("AK-2", "canary-2");
    private static final String ROTATED = """
            "AutomaticRotation":"Enabled","RotationInterval":"2592000s","NextRotationDate":"2026-02-01T00:00:00Z",
            "LastRotationDate":"2026-01-02T00:00:00Z",""";
    private static final String VERSIONS = """
            {"VersionIds":{"VersionId":[
             {"VersionId":"v2","CreateTime":"2026-01-02T00:00:00Z","VersionStages":{"VersionStage":["ACSCurrent"]}},
             {"VersionId":"v1","CreateTime":"2026-01-01T00:00:00Z","VersionStages":{"VersionStage":["ACSPrevious"]}}]},
             "SecretName":"acs/ram/user/app","PageNumber":1,"PageSize":20,"TotalCount":2}""";

    /** What each operation answers: JSON, or by throwing. */
    private final Map<String, Supplier<String>> answers = new HashMap<>();

    private final FakeTransport transport =
            new FakeTransport(call -> answers.getOrDefault(call.action(), ClientManagedRamSecretsTest::unexpected)
                    .get());
    private Supplier<AuthorizationReport> authorization = () -> report(PartState.PRESENT);
    private final ManagedRamSecrets secrets = new ClientManagedRamSecrets(
            transport.client().secrets(),
            new RpcRamClient(transport, "ram.example.com", transport, "sts.example.com"),
            user -> {
                assertThat(user).isEqualTo("app");
                return authorization.get();
            },
            () -> "fresh-id");

    private static String unexpected() {
        throw new AssertionError("no answer was set for this operation");
    }

    private static AuthorizationReport report(PartState role) {
        AuthorizationFinding finding = new AuthorizationFinding(AuthorizationPart.ROLE, role, "there is no role");
        return new AuthorizationReport("1", "r", List.of(finding), List.of(), List.of());
    }

    private void answer(String action, String json) {
        answers.put(action, () -> json);
    }

    private void refuse(String action, String code, Class<? extends KmsServiceException> type) {
        ServiceRefusal refusal = new ServiceRefusal(action, NAME, "kms.example.com", 400, code, "words", "R-1");
        answers.put(action, () -> {
            throw type == ResourceNotFoundException.class
                    ? new ResourceNotFoundException(refusal)
                    : new KmsServiceException(refusal, "");
        });
    }

    private void userHas(String... keys) {
        answer(
                "ListAccessKeys",
                "{\"AccessKeys\":{\"AccessKey\":["
                        + String.join(
                                ",",
                                Stream.of(keys)
                                        .map(key -> "{\"AccessKeyId\":\"" + key.replace("!", "") + "\",\"Status\":\""
                                                + (key.endsWith("!") ? "Inactive" : "Active") + "\"}")
                                        .toList())
                        + "]}}");
    }

    private void kmsCreates(String rotation) {
        answer("CreateSecret", """
                {"Arn":"%s","SecretName":"%s","VersionId":"v1","SecretType":"RAMCredentials",%s"RequestId":"R"}""".formatted(ARN, NAME, rotation));
    }

    private void kmsDescribes(String type, String rest) {
        answer("DescribeSecret", """
                {"Arn":"%s","SecretName":"%s","SecretType":"%s","CreateTime":"2026-01-01T00:00:00Z",%s
                 "UpdateTime":"2026-01-01T00:00:00Z","ExtendedConfig":"{\\"UserName\\":\\"app\\"}"}""".formatted(ARN, NAME, type, rest));
    }

    private List<String> actions() {
        return transport.calls().stream().map(RpcCall::action).toList();
    }

    private RamSecretException refusalOf(NewRamSecret secret) {
        return catchThrowableOfType(RamSecretException.class, () -> secrets.create(secret));
    }

    private static NewRamSecret one() {
        return NewRamSecret.builder("app", FIRST).build();
    }

    @Test
    void create_theUsersOnlyAccessKey_asksFirstAndCreatesLast() {
        userHas("AK-1");
        kmsCreates("\"AutomaticRotation\":\"Enabled\",\"NextRotationDate\":\"2026-02-01T00:00:00Z\",");

        CreatedRamSecret created = secrets.create(one());

        assertThat(actions()).containsExactly("ListAccessKeys", "CreateSecret");
        assertThat(created)
                .isEqualTo(new CreatedRamSecret(
                        NAME, ARN, "v1", Optional.of(Instant.parse("2026-02-01T00:00:00Z")), List.of()));
    }

    @Test
    void create_unknownUser_failsWithRamsRefusalAndCreatesNothing() {
        refuse("ListAccessKeys", "EntityNotExist.User", ResourceNotFoundException.class);

        assertThatThrownBy(() -> secrets.create(one()))
                .isInstanceOfSatisfying(
                        ResourceNotFoundException.class,
                        e -> assertThat(e.code()).isEqualTo("EntityNotExist.User"));
        assertThat(actions()).containsExactly("ListAccessKeys");
    }

    @Test
    void create_accessKeyOfTheUserNotGiven_isNamedAndNothingCreated() {
        userHas("AK-1", "AK-7");

        RamSecretException refusal = refusalOf(one());

        assertThat(refusal.reason()).isEqualTo(Reason.ACCESS_KEY_NOT_GIVEN);
        assertThat(refusal.accessKeyIds()).containsExactly("AK-7");
        assertThat(refusal)
                .hasMessageStartingWith(
                        "The secret of RAM user 'app' was not created: AccessKey AK-7 is the user's too,"
                                + " and was not given: KMS takes over all AccessKeys of a user.");
        assertThat(actions()).containsExactly("ListAccessKeys");
    }

    @Test
    void create_accessKeyOfSomebodyElse_isNamedAndNothingCreated() {
        userHas("AK-1");

        RamSecretException refusal = refusalOf(
                NewRamSecret.builder("app", FIRST).otherAccessKey(SECOND).build());

        assertThat(refusal.reason()).isEqualTo(Reason.ACCESS_KEY_NOT_OF_USER);
        assertThat(refusal.accessKeyIds()).containsExactly("AK-2");
        assertThat(refusal).hasMessageContaining("AccessKey AK-2 is not the user's, who has AK-1.");
        assertThat(actions()).containsExactly("ListAccessKeys");
    }

    @Test
    void create_userWithoutAccessKeys_saysSo() {
        userHas();

        assertThat(refusalOf(one())).hasMessageContaining("AccessKey AK-1 is not the user's, who has none.");
    }

    @Test
    void create_twoAccessKeys_warnsWhichOneTheFirstRotationDeletes() {
        userHas("AK-2", "AK-1");
        kmsCreates("");

        CreatedRamSecret created = secrets.create(
                NewRamSecret.builder("app", FIRST).otherAccessKey(SECOND).build());

        assertThat(created.warnings())
                .singleElement()
                .asString()
                .contains("AK-1 is the secret's current value, and the first rotation deletes AK-2");
    }

    @Test
    void create_disabledAccessKey_warns() {
        userHas("AK-1!");
        kmsCreates("");

        assertThat(secrets.create(one()).warnings())
                .singleElement()
                .asString()
                .startsWith("AccessKey AK-1 of RAM user 'app' is disabled");
    }

    @Test
    void create_kmsNotAuthorized_namesTheRemedyAndCreatesNothing() {
        userHas("AK-1");
        authorization = () -> report(PartState.MISSING);

        RamSecretException refusal = refusalOf(one());

        assertThat(refusal.reason()).isEqualTo(Reason.NOT_AUTHORIZED);
        assertThat(refusal)
                .hasMessageContaining("sesame.ram().authorization().apply()")
                .hasMessageEndingWith("What stands in the way: ROLE MISSING: there is no role");
        assertThat(actions()).containsExactly("ListAccessKeys");
    }

    @Test
    void create_authorizationUnchecked_doesNotAsk() {
        userHas("AK-1");
        kmsCreates("");
        authorization = () -> {
            throw new AssertionError("asked");
        };

        CreatedRamSecret created = secrets.create(
                NewRamSecret.builder("app", FIRST).authorizationUnchecked().build());

        assertThat(created.warnings()).isEmpty();
    }

    @Test
    void create_callerMayNotLookAtTheAuthorization_createsAndWarns() {
        userHas("AK-1");
        kmsCreates("");
        ServiceRefusal refusal = new ServiceRefusal("GetRole", "r", "ram.example.com", 403, "NoPermission", "", "");
        authorization = () -> {
            throw new AuthorizationDeniedException(
                    "check", ManagedRamCredentials.rolePolicy(), new AccessDeniedException(refusal, "*", "{}"));
        };

        CreatedRamSecret created = secrets.create(one());

        assertThat(created.warnings())
                .singleElement()
                .asString()
                .startsWith("Whether KMS is authorized to rotate the AccessKeys of RAM user 'app' could not be looked"
                        + " at. Cannot check the authorization");
    }

    @Test
    void create_ramGivesNoAnswerAboutTheAuthorization_createsNothing() {
        userHas("AK-1");
        authorization = () -> {
            throw new KmsTransportException("GetRole", "ram.example.com", "GetRole was not answered.", null);
        };

        assertThatThrownBy(() -> secrets.create(one())).isInstanceOf(KmsTransportException.class);
        assertThat(actions()).containsExactly("ListAccessKeys");
    }

    @Test
    void rotate_ramSecret_givesTheVersionAFreshId() {
        kmsDescribes("RAMCredentials", "");
        answer("RotateSecret", """
                {"Arn":"a","SecretName":"acs/ram/user/app","VersionId":"fresh-id","RequestId":"R"}""");

        assertThat(secrets.rotate(NAME)).isEqualTo("fresh-id");
        assertThat(actions()).containsExactly("DescribeSecret", "RotateSecret");
        assertThat(transport.calls().get(1).parameters()).containsEntry("VersionId", "fresh-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NoPermission", "LimitExceeded.User.AccessKey"})
    void rotate_ramRefusesWhileAnOldVersionIsLeftOver_tellsWhatRamSaid(String code) {
        kmsDescribes("RAMCredentials", ROTATED);
        refuse("RotateSecret", code, KmsServiceException.class);
        answer("ListSecretVersionIds", VERSIONS);

        assertThatThrownBy(() -> secrets.rotate(NAME))
                .isInstanceOfSatisfying(
                        KmsServiceException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void rotate_anotherProcessBeganOneMeanwhile_tellsOfThatOne() {
        kmsDescribes("RAMCredentials", "");
        answers.put("RotateSecret", () -> {
            kmsDescribes("RAMCredentials", ROTATED);
            throw new KmsServiceException(
                    new ServiceRefusal("RotateSecret", NAME, "kms.example.com", 409, "Some.Code", "words", "R-1"), "");
        });
        answer("ListSecretVersionIds", VERSIONS);

        assertThatThrownBy(() -> secrets.rotate(NAME)).hasMessageContaining("under way since 2026-01-02T00:00:00Z");
    }

    @Test
    void rotate_whileRotating_isExplainedWithTheWindow() {
        kmsDescribes("RAMCredentials", ROTATED);
        refuse("RotateSecret", "Some.Code", KmsServiceException.class);
        answer("ListSecretVersionIds", VERSIONS);

        assertThatThrownBy(() -> secrets.rotate(NAME))
                .isInstanceOfSatisfying(
                        RamSecretException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ROTATION_UNDER_WAY))
                .hasMessage("A rotation of the secret 'acs/ram/user/app' is under way since 2026-01-02T00:00:00Z, so"
                        + " RotateSecret has to wait. Both AccessKeys work until KMS deletes the superseded one, at the"
                        + " latest at 2026-01-04T00:00:00Z. Try again then.")
                .hasCauseInstanceOf(KmsServiceException.class);
    }

    @Test
    void rotate_refusedForAnotherReason_isNotExplainedAway() {
        kmsDescribes("RAMCredentials", "");
        refuse("RotateSecret", "Some.Code", KmsServiceException.class);
        answer("ListSecretVersionIds", VERSIONS);

        assertThatThrownBy(() -> secrets.rotate(NAME))
                .isInstanceOfSatisfying(
                        KmsServiceException.class, e -> assertThat(e.code()).isEqualTo("Some.Code"));
    }

    @Test
    void rotate_refusedAndVersionsCannotBeListed_failsWithTheRefusal() {
        kmsDescribes("RAMCredentials", ROTATED);
        refuse("RotateSecret", "Some.Code", KmsServiceException.class);
        refuse("ListSecretVersionIds", "Other.Code", KmsServiceException.class);

        assertThatThrownBy(() -> secrets.rotate(NAME)).isInstanceOfSatisfying(KmsServiceException.class, e -> {
            assertThat(e.code()).isEqualTo("Some.Code");
            assertThat(e.getSuppressed()).hasSize(1);
        });
    }

    @Test
    void rotate_userGone_failsWithRamsRefusal() {
        kmsDescribes("RAMCredentials", ROTATED);
        refuse("RotateSecret", "EntityNotExist.User", ResourceNotFoundException.class);

        assertThatThrownBy(() -> secrets.rotate(NAME)).isInstanceOf(ResourceNotFoundException.class);
        assertThat(actions()).containsExactly("DescribeSecret", "RotateSecret");
    }

    @Test
    void changeInterval_ramSecret_switchesRotationOn() {
        kmsDescribes("RAMCredentials", "");
        answer("UpdateSecretRotationPolicy", "{\"SecretName\":\"acs/ram/user/app\"}");

        secrets.changeInterval(NAME, Duration.ofHours(6));

        assertThat(transport.calls().get(1).parameters())
                .isEqualTo(Map.of("SecretName", NAME, "EnableAutomaticRotation", "true", "RotationInterval", "21600s"));
    }

    @Test
    void changeInterval_whileRotating_isExplained() {
        kmsDescribes("RAMCredentials", ROTATED);
        refuse("UpdateSecretRotationPolicy", "Some.Code", KmsServiceException.class);
        answer("ListSecretVersionIds", VERSIONS);

        assertThatThrownBy(() -> secrets.changeInterval(NAME, Duration.ofHours(6)))
                .isInstanceOf(RamSecretException.class)
                .hasMessageContaining("UpdateSecretRotationPolicy has to wait");
    }

    @Test
    void stopAutomaticRotation_ramSecret_switchesRotationOff() {
        kmsDescribes("RAMCredentials", "");
        answer("UpdateSecretRotationPolicy", "{\"SecretName\":\"acs/ram/user/app\"}");

        secrets.stopAutomaticRotation(NAME);

        assertThat(transport.calls().get(1).parameters())
                .isEqualTo(Map.of("SecretName", NAME, "EnableAutomaticRotation", "false"));
    }

    @Test
    void describe_secretWhoseWindowIsOpen_tellsIt() {
        kmsDescribes("RAMCredentials", ROTATED);
        answer("ListSecretVersionIds", VERSIONS);

        RamSecretState state = secrets.describe(NAME);

        assertThat(state)
                .isEqualTo(new RamSecretState(
                        NAME,
                        ARN,
                        "app",
                        AutomaticRotation.ENABLED,
                        Optional.of(Duration.ofDays(30)),
                        Optional.of(Instant.parse("2026-01-02T00:00:00Z")),
                        Optional.of(Instant.parse("2026-02-01T00:00:00Z")),
                        Optional.of("v1"),
                        Optional.empty()));
        assertThat(state.isRotating()).isTrue();
        assertThat(state.isRotationBroken()).isFalse();
    }

    @Test
    void describe_neverRotatedSecretOfTwoAccessKeys_isNotRotating() {
        kmsDescribes("RAMCredentials", "");
        answer("ListSecretVersionIds", VERSIONS);

        RamSecretState state = secrets.describe(NAME);

        assertThat(state.automaticRotation()).isEqualTo(AutomaticRotation.DISABLED);
        assertThat(state.previousVersionId()).contains("v1");
        assertThat(state.isRotating()).isFalse();
    }

    @Test
    void describe_brokenRotation_saysSo() {
        kmsDescribes("RAMCredentials", "\"AutomaticRotation\":\"Invalid\",");
        answer("ListSecretVersionIds", VERSIONS);

        assertThat(secrets.describe(NAME).isRotationBroken()).isTrue();
    }

    @Test
    void describe_secretToBeDeleted_asksForNoVersions() {
        kmsDescribes("RAMCredentials", "\"PlannedDeleteTime\":\"2026-01-31T00:00:00Z\",");

        RamSecretState state = secrets.describe(NAME);

        assertThat(state.plannedDeleteTime()).contains(Instant.parse("2026-01-31T00:00:00Z"));
        assertThat(state.previousVersionId()).isEmpty();
        assertThat(actions()).containsExactly("DescribeSecret");
    }

    @Test
    void describe_withoutConfiguration_takesTheUserFromTheName() {
        answer("DescribeSecret", """
                {"Arn":"%s","SecretName":"%s","SecretType":"ramcredentials","CreateTime":"2026-01-01T00:00:00Z",
                 "UpdateTime":"2026-01-01T00:00:00Z"}""".formatted(ARN, NAME));
        answer("ListSecretVersionIds", VERSIONS);

        assertThat(secrets.describe(ARN).userName()).isEqualTo("app");
    }

    @Test
    void delete_ramSecret_tellsWhenItIsGone() {
        kmsDescribes("RAMCredentials", "");
        answer("DeleteSecret", "{\"SecretName\":\"s\",\"PlannedDeleteTime\":\"2026-01-31T00:00:00Z\"}");

        assertThat(secrets.delete(NAME)).isEqualTo(Instant.parse("2026-01-31T00:00:00Z"));
        secrets.delete(NAME, Duration.ofDays(7));
        secrets.deleteNow(NAME);

        assertThat(transport.calls())
                .filteredOn(call -> call.action().equals("DeleteSecret"))
                .extracting(RpcCall::parameters)
                .containsExactly(
                        Map.of("SecretName", NAME),
                        Map.of("SecretName", NAME, "RecoveryWindowInDays", "7"),
                        Map.of("SecretName", NAME, "ForceDeleteWithoutRecovery", "true"));
    }

    @Test
    void restore_ramSecret_isRestored() {
        kmsDescribes("RAMCredentials", "\"PlannedDeleteTime\":\"2026-01-31T00:00:00Z\",");
        answer("RestoreSecret", "{\"SecretName\":\"acs/ram/user/app\"}");

        secrets.restore(NAME);

        assertThat(actions()).containsExactly("DescribeSecret", "RestoreSecret");
    }

    static Stream<Consumer<ManagedRamSecrets>> methodsOfOneSecret() {
        return Stream.of(
                secrets -> secrets.describe(NAME),
                secrets -> secrets.rotate(NAME),
                secrets -> secrets.changeInterval(NAME, Duration.ofDays(1)),
                secrets -> secrets.stopAutomaticRotation(NAME),
                secrets -> secrets.delete(NAME),
                secrets -> secrets.delete(NAME, Duration.ofDays(7)),
                secrets -> secrets.deleteNow(NAME),
                secrets -> secrets.restore(NAME));
    }

    @ParameterizedTest
    @MethodSource("methodsOfOneSecret")
    void anyMethod_secretOfAnotherType_isRefusedBeforeAnythingChanges(Consumer<ManagedRamSecrets> method) {
        kmsDescribes("Generic", "");

        assertThatThrownBy(() -> method.accept(secrets))
                .isInstanceOfSatisfying(
                        RamSecretException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_A_RAM_SECRET))
                .hasMessageStartingWith("The secret 'acs/ram/user/app' is of type Generic, not RAMCredentials.");
        assertThat(actions()).containsExactly("DescribeSecret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "acs:kms:x"})
    void anyMethod_noNameOfASecret_isRefusedBeforeAnythingIsSent(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> secrets.describe(name));
        assertThatIllegalArgumentException().isThrownBy(() -> secrets.rotate(name));
        assertThatIllegalArgumentException().isThrownBy(() -> secrets.stopAutomaticRotation(name));
        assertThatIllegalArgumentException().isThrownBy(() -> secrets.delete(name));
        assertThatIllegalArgumentException().isThrownBy(() -> secrets.deleteNow(name));
        assertThatIllegalArgumentException().isThrownBy(() -> secrets.restore(name));

        assertThat(transport.calls()).isEmpty();
    }

    @Test
    void anyMethod_rangeBroken_isRefusedBeforeAnythingIsSent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> secrets.changeInterval(NAME, Duration.ofHours(5)))
                .withMessageContaining("between 6 and 8,760 hours");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> secrets.delete(NAME, Duration.ofDays(6)))
                .withMessageContaining("7 to 30 whole days");

        assertThat(transport.calls()).isEmpty();
    }
}
