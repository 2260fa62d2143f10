package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.opensesame.error.KmsServiceException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.kms.GenericRequest;
import io.opensesame.kms.GenericResponse;
import io.opensesame.kms.secret.BatchGetSecretValueRequest;
import io.opensesame.kms.secret.BatchGetSecretValueResponse;
import io.opensesame.kms.secret.CreateSecretRequest;
import io.opensesame.kms.secret.CreateSecretResponse;
import io.opensesame.kms.secret.DeleteSecretRequest;
import io.opensesame.kms.secret.DeleteSecretResponse;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.kms.secret.DescribeSecretResponse;
import io.opensesame.kms.secret.GetRandomPasswordRequest;
import io.opensesame.kms.secret.GetSecretPolicyRequest;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.kms.secret.GetSecretValueResponse;
import io.opensesame.kms.secret.ListSecretVersionIdsRequest;
import io.opensesame.kms.secret.ListSecretVersionIdsResponse;
import io.opensesame.kms.secret.ListSecretsRequest;
import io.opensesame.kms.secret.ListSecretsResponse;
import io.opensesame.kms.secret.PutSecretValueRequest;
import io.opensesame.kms.secret.PutSecretValueResponse;
import io.opensesame.kms.secret.RestoreSecretRequest;
import io.opensesame.kms.secret.RotationState;
import io.opensesame.kms.secret.SecretDataType;
import io.opensesame.kms.secret.SecretFilter;
import io.opensesame.kms.secret.SecretOperations;
import io.opensesame.kms.secret.SecretSummary;
import io.opensesame.kms.secret.SecretVersion;
import io.opensesame.kms.secret.SetSecretPolicyRequest;
import io.opensesame.kms.secret.UpdateSecretRequest;
import io.opensesame.kms.secret.UpdateSecretVersionStageRequest;
import io.opensesame.localkms.LocalKms;
import io.opensesame.policy.Principal;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every typed operation on Generic secrets over real HTTP, against what LocalKms holds. */
class KmsClientIT {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final VersionStage BLUE = VersionStage.of("blue");
    private static final VersionStage GREEN = VersionStage.of("green");

    private final LocalKms kms = LocalKms.builder().frozenClock(NOW).start();
    private final OpenSesame sesame = TestClients.connectedTo(kms).build();
    private final SecretOperations secrets = sesame.kms().secrets();

    @AfterEach
    void close() {
        sesame.close();
        kms.close();
    }

    @Test
    void createSecret_text_isHeldWithEverythingSaid() {
        kms.createInstance("kst-hzz0000000001", 0);
        CreateSecretResponse created = secrets.createSecret(CreateSecretRequest.builder()
                .secretName("orders/db")
                .versionId("v1")
                .text("pass word & = + % ü 订 \"quoted\"")
                .description("Zugang für die Bestellungen + 100 %")
                .encryptionKeyId("key-1")
                .instanceId("kst-hzz0000000001")
                .tag("team", "pay")
                .tag("cost=center", "a:b/c")
                .build());

        assertThat(created.arn()).isEqualTo(arn("orders/db"));
        assertThat(created.secretName()).isEqualTo("orders/db");
        assertThat(created.versionId()).isEqualTo("v1");
        assertThat(created.secretType()).isEqualTo(SecretType.GENERIC);
        assertThat(created.instanceId()).contains("kst-hzz0000000001");
        assertThat(created.rotation()).isEqualTo(RotationState.NONE);
        assertThat(created.extendedConfig()).isEmpty();
        assertThat(created.requestId()).isNotEmpty();

        DescribeSecretResponse described = secrets.describeSecret(DescribeSecretRequest.builder()
                .secretName("orders/db")
                .fetchTags(true)
                .build());
        assertThat(described.arn()).isEqualTo(arn("orders/db"));
        assertThat(described.secretName()).isEqualTo("orders/db");
        assertThat(described.secretType()).isEqualTo(SecretType.GENERIC);
        assertThat(described.description()).contains("Zugang für die Bestellungen + 100 %");
        assertThat(described.encryptionKeyId()).contains("key-1");
        assertThat(described.instanceId()).contains("kst-hzz0000000001");
        assertThat(described.createTime()).isEqualTo(NOW);
        assertThat(described.updateTime()).isEqualTo(NOW);
        assertThat(described.plannedDeleteTime()).isEmpty();
        assertThat(described.rotation()).isEqualTo(RotationState.NONE);
        assertThat(described.extendedConfig()).isEmpty();
        assertThat(described.tags()).containsExactlyInAnyOrderEntriesOf(Map.of("team", "pay", "cost=center", "a:b/c"));

        GetSecretValueResponse value = get("orders/db");
        assertThat(value.exposeText()).isEqualTo("pass word & = + % ü 订 \"quoted\"");
        assertThat(value.data().dataType()).isEqualTo(SecretDataType.TEXT);
        assertThat(value.secretType()).isEqualTo(SecretType.GENERIC);
        assertThat(value.versionId()).isEqualTo("v1");
        assertThat(value.versionStages()).containsExactly(VersionStage.CURRENT);
        assertThat(value.createTime()).contains(NOW);
        assertThat(value.rotation()).isEqualTo(RotationState.NONE);
        assertThat(value.requestId()).isNotEmpty().isNotEqualTo(created.requestId());
    }

    @Test
    void createSecret_binary_comesBackByteForByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }

        secrets.createSecret(CreateSecretRequest.builder()
                .secretName("mail/keystore")
                .versionId("v1")
                .binary(bytes)
                .build());

        GetSecretValueResponse value = get("mail/keystore");
        assertThat(value.data().dataType()).isEqualTo(SecretDataType.BINARY);
        assertThat(value.exposeBytes()).isEqualTo(bytes);
    }

    @Test
    void getSecretValue_binaryOfAnotherClient_comesBackByteForByte() {
        kms.newSecret("mail/keystore").binary(new byte[] {0, -1, 7}).create();

        assertThat(get("mail/keystore").exposeBytes()).containsExactly(0, -1, 7);
    }

    @Test
    void putSecretValue_defaultStages_makesTheOldVersionPrevious() {
        kms.newSecret("orders/db").text("one").versionId("v1").create();

        PutSecretValueResponse put = secrets.putSecretValue(PutSecretValueRequest.builder()
                .secretName(arn("orders/db"))
                .versionId("v2")
                .text("two")
                .build());

        assertThat(put.secretName()).isEqualTo("orders/db");
        assertThat(put.versionId()).isEqualTo("v2");
        assertThat(put.versionStages()).containsExactly(VersionStage.CURRENT);
        assertThat(get("orders/db").exposeText()).isEqualTo("two");
        assertThat(get("orders/db", VersionStage.PREVIOUS).exposeText()).isEqualTo("one");
    }

    @Test
    void putSecretValue_customStages_leavesTheCurrentVersionAlone() {
        kms.newSecret("orders/db").text("one").versionId("v1").create();

        PutSecretValueResponse put = secrets.putSecretValue(PutSecretValueRequest.builder()
                .secretName("orders/db")
                .versionId("v2")
                .text("two")
                .versionStages(BLUE, GREEN)
                .build());

        assertThat(put.versionStages()).containsExactlyInAnyOrder(BLUE, GREEN);
        assertThat(get("orders/db").versionId()).isEqualTo("v1");
        assertThat(get("orders/db", GREEN).exposeText()).isEqualTo("two");
    }

    @Test
    void putSecretValue_sameIdAndValueAgain_changesNothing() {
        kms.newSecret("orders/db").text("one").versionId("v1").create();
        PutSecretValueRequest request = PutSecretValueRequest.builder()
                .secretName("orders/db")
                .versionId("v2")
                .text("two")
                .build();
        secrets.putSecretValue(request);
        kms.putSecretValue("orders/db", "three");

        PutSecretValueResponse again = secrets.putSecretValue(request);

        assertThat(again.versionStages()).containsExactly(VersionStage.PREVIOUS);
        assertThat(get("orders/db").exposeText()).isEqualTo("three");
    }

    @Test
    void getSecretValue_byStageIdAndArn_findsTheVersion() {
        kms.newSecret("orders/db").text("one").versionId("v1").create();
        String second = kms.putSecretValue("orders/db", "two");

        GetSecretValueResponse byId = secrets.getSecretValue(GetSecretValueRequest.builder()
                .secretName("orders/db")
                .versionId("v1")
                .build());
        GetSecretValueResponse byBoth = secrets.getSecretValue(GetSecretValueRequest.builder()
                .secretName("orders/db")
                .versionId(second)
                .versionStage(VersionStage.CURRENT)
                .build());

        assertThat(byId.exposeText()).isEqualTo("one");
        assertThat(byId.versionStages()).containsExactly(VersionStage.PREVIOUS);
        assertThat(byBoth.exposeText()).isEqualTo("two");
        assertThat(get(arn("orders/db")).versionId()).isEqualTo(second);
        assertThat(get("orders/db", VersionStage.PREVIOUS).versionId()).isEqualTo("v1");
    }

    @Test
    void getSecretValue_dryRun_tellsWhetherItWouldSucceed() {
        kms.createSecret("orders/db", "one");

        assertThatExceptionOfType(KmsServiceException.class)
                .isThrownBy(() -> secrets.getSecretValue(GetSecretValueRequest.builder()
                        .secretName("orders/db")
                        .dryRun(true)
                        .build()))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("DryRunOperationError"));
    }

    @Test
    void batchGetSecretValue_oneMissing_failsAlone() {
        kms.newSecret("a").text("one").versionId("v1").create();
        kms.putSecretValue("a", "two");
        kms.createSecret("b", "three");

        BatchGetSecretValueResponse answer = secrets.batchGetSecretValue(BatchGetSecretValueRequest.builder()
                .read(GetSecretValueRequest.of("b"))
                .read(GetSecretValueRequest.of("missing"))
                .read(GetSecretValueRequest.builder()
                        .secretName("a")
                        .versionId("v1")
                        .build())
                .build());

        assertThat(answer.values())
                .extracting(GetSecretValueResponse::secretName, GetSecretValueResponse::exposeText)
                .containsExactly(tuple("b", "three"), tuple("a", "one"));
        assertThat(answer.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.secretName()).isEqualTo("missing");
            assertThat(failure.code()).isEqualTo("Forbidden.ResourceNotFound");
            assertThat(failure.httpStatus()).isEqualTo(404);
            assertThat(failure.message()).isNotEmpty();
        });
        assertThat(answer.requestId()).isNotEmpty();
    }

    @Test
    void listSecrets_onePage_hasThePageAndTheCount() {
        seedNumbered(12);

        ListSecretsResponse page = secrets.listSecrets(
                ListSecretsRequest.builder().pageNumber(2).pageSize(5).build());

        assertThat(page.secrets()).extracting(SecretSummary::secretName).containsExactly("n5", "n6", "n7", "n8", "n9");
        assertThat(page.pageNumber()).isEqualTo(2);
        assertThat(page.pageSize()).isEqualTo(5);
        assertThat(page.totalCount()).isEqualTo(12);
    }

    @Test
    void listAllSecrets_moreThanAHundred_walksPagesAsNeeded() {
        seedNumbered(230);
        ListSecretsRequest request = ListSecretsRequest.builder().pageSize(100).build();

        Stream<SecretSummary> untouched = secrets.listAllSecrets(request);
        assertThat(kms.requestCount("ListSecrets")).isZero();
        assertThat(untouched.limit(100)).hasSize(100);
        assertThat(kms.requestCount("ListSecrets")).isEqualTo(1);

        List<String> all =
                secrets.listAllSecrets(request).map(SecretSummary::secretName).toList();
        assertThat(all).hasSize(230).doesNotHaveDuplicates().startsWith("n0").endsWith("n229");
        assertThat(kms.requestCount("ListSecrets")).isEqualTo(1 + 3);
    }

    @Test
    void listSecrets_filters_areAlternativesWithinAKeyAndTogetherAcrossKeys() {
        kms.newSecret("a").text("x").tag("team", "pay").description("first").create();
        kms.newSecret("b").text("x").tag("team", "pay").create();
        kms.newSecret("c").text("x").tag("team", "ship").create();
        kms.newSecret("d").text("x").create();

        assertThat(filtered(ListSecretsRequest.builder().filter(SecretFilter.SECRET_NAME, "a", "d")))
                .containsExactly("a", "d");
        assertThat(filtered(ListSecretsRequest.builder()
                        .filter(SecretFilter.TAG_KEY, "team")
                        .filter(SecretFilter.TAG_VALUE, "pay")
                        .filter(SecretFilter.SECRET_NAME, "b", "c")))
                .containsExactly("b");
        assertThat(filtered(ListSecretsRequest.builder().filter(SecretFilter.DESCRIPTION, "first")))
                .containsExactly("a");
        assertThat(filtered(ListSecretsRequest.builder().filter(SecretFilter.SECRET_TYPE, "Rds")))
                .isEmpty();
    }

    @Test
    void listSecrets_fetchTags_tellsDatesAndTags() {
        kms.newSecret("a").text("x").tag("team", "pay").create();
        kms.createSecret("b", "x");
        secrets.deleteSecret(DeleteSecretRequest.builder()
                .secretName("b")
                .recoveryWindow(Duration.ofDays(7))
                .build());

        List<SecretSummary> listed = secrets.listSecrets(
                        ListSecretsRequest.builder().fetchTags(true).build())
                .secrets();

        assertThat(listed.get(0).tags()).isEqualTo(Map.of("team", "pay"));
        assertThat(listed.get(0).secretType()).contains(SecretType.GENERIC);
        assertThat(listed.get(0).createTime()).isEqualTo(NOW);
        assertThat(listed.get(0).plannedDeleteTime()).isEmpty();
        assertThat(listed.get(1).tags()).isEmpty();
        assertThat(listed.get(1).plannedDeleteTime()).contains(NOW.plus(Duration.ofDays(7)));
    }

    @Test
    void listSecretVersionIds_deprecated_showWhenAskedFor() {
        kms.newSecret("orders/db").text("one").versionId("v1").create();
        kms.clock().advance(Duration.ofHours(1));
        String second = kms.putSecretValue("orders/db", "two");
        String third = kms.putSecretValue("orders/db", "three");

        ListSecretVersionIdsResponse staged = secrets.listSecretVersionIds(ListSecretVersionIdsRequest.of("orders/db"));
        List<SecretVersion> all = secrets.listAllSecretVersionIds(ListSecretVersionIdsRequest.builder()
                        .secretName("orders/db")
                        .includeDeprecated(true)
                        .pageSize(2)
                        .build())
                .toList();

        assertThat(staged.secretName()).isEqualTo("orders/db");
        assertThat(staged.totalCount()).isEqualTo(2);
        assertThat(staged.versions()).extracting(SecretVersion::versionId).containsExactly(second, third);
        assertThat(staged.versions().get(0).versionStages()).containsExactly(VersionStage.PREVIOUS);
        assertThat(staged.versions().get(1).versionStages()).containsExactly(VersionStage.CURRENT);
        assertThat(all).extracting(SecretVersion::versionId).containsExactly("v1", second, third);
        assertThat(all.get(0).versionStages()).isEmpty();
        assertThat(all.get(0).createTime()).contains(NOW);
        assertThat(all.get(1).createTime()).contains(NOW.plus(Duration.ofHours(1)));
        assertThat(kms.requestCount("ListSecretVersionIds")).isEqualTo(1 + 2);
    }

    @Test
    void updateSecretVersionStage_moves_changeWhatStagesPointAt() {
        kms.newSecret("orders/db").text("one").versionId("v1").create();
        secrets.putSecretValue(PutSecretValueRequest.builder()
                .secretName("orders/db")
                .versionId("v2")
                .text("two")
                .versionStages(BLUE)
                .build());

        secrets.updateSecretVersionStage(
                move(VersionStage.CURRENT).moveToVersion("v2").build());
        assertThat(get("orders/db").versionStages()).containsExactlyInAnyOrder(VersionStage.CURRENT, BLUE);
        assertThat(get("orders/db", VersionStage.PREVIOUS).versionId()).isEqualTo("v1");

        secrets.updateSecretVersionStage(
                move(BLUE).removeFromVersion("v2").moveToVersion("v1").build());
        assertThat(get("orders/db", BLUE).versionId()).isEqualTo("v1");

        secrets.updateSecretVersionStage(move(BLUE).removeFromVersion("v1").build());
        assertThatExceptionOfType(SecretNotFoundException.class).isThrownBy(() -> get("orders/db", BLUE));
    }

    @Test
    void updateSecret_description_isReplaced() {
        kms.newSecret("orders/db").text("one").description("old").create();
        kms.clock().advance(Duration.ofMinutes(5));

        secrets.updateSecret(UpdateSecretRequest.builder()
                .secretName("orders/db")
                .description("new")
                .build());

        DescribeSecretResponse described = secrets.describeSecret(DescribeSecretRequest.of("orders/db"));
        assertThat(described.description()).contains("new");
        assertThat(described.createTime()).isEqualTo(NOW);
        assertThat(described.updateTime()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    void getRandomPassword_rules_areKept() {
        String password = secrets.getRandomPassword(GetRandomPasswordRequest.builder()
                        .length(64)
                        .excludePunctuation(true)
                        .excludeLowercase(true)
                        .excludeCharacters("O0")
                        .requireEachIncludedType(true)
                        .build())
                .exposePassword();

        assertThat(password).matches("[A-NP-Z1-9]{64}").containsPattern("[A-Z]").containsPattern("[1-9]");
        assertThat(secrets.getRandomPassword(GetRandomPasswordRequest.ofDefaults())
                        .exposePassword())
                .hasSize(32);
    }

    @Test
    void secretPolicy_setAndRead_isTheSameText() {
        kms.newSecret("orders/db").text("one").instance(kms.createInstance()).create();
        String policy = SecretPolicy.of(
                        SecretPolicy.ownerStatement(kms.accountId()),
                        Statement.allow()
                                .principal(Principal.ramUser(kms.accountId(), "alice"))
                                .action("kms:GetSecretValue")
                                .resource("*")
                                .build())
                .toPrettyJson();

        assertThat(policy()).isEqualTo(SecretPolicy.defaultFor(kms.accountId()).toJson());
        secrets.setSecretPolicy(SetSecretPolicyRequest.builder()
                .secretName("orders/db")
                .policy(policy)
                .build());

        assertThat(policy()).isEqualTo(policy);
    }

    @Test
    void deleteSecret_recoveryWindow_isRestorableUntilItsEnd() {
        kms.createSecret("kept", "one");
        kms.createSecret("lost", "one");

        DeleteSecretResponse byDefault = secrets.deleteSecret(DeleteSecretRequest.of("kept"));
        DeleteSecretResponse deletion = secrets.deleteSecret(DeleteSecretRequest.builder()
                .secretName("lost")
                .recoveryWindow(Duration.ofDays(7))
                .build());
        assertThat(byDefault.plannedDeleteTime()).isEqualTo(NOW.plus(Duration.ofDays(30)));
        assertThat(deletion.secretName()).isEqualTo("lost");
        assertThat(deletion.plannedDeleteTime()).isEqualTo(NOW.plus(Duration.ofDays(7)));

        assertThat(secrets.restoreSecret(RestoreSecretRequest.of("kept")).secretName())
                .isEqualTo("kept");
        kms.clock().advance(Duration.ofDays(31));
        assertThat(get("kept").exposeText()).isEqualTo("one");
        assertThatExceptionOfType(SecretNotFoundException.class).isThrownBy(() -> get("lost"));
    }

    @Test
    void deleteSecret_withoutRecovery_freesTheName() {
        kms.createSecret("orders/db", "one");

        DeleteSecretResponse deletion = secrets.deleteSecret(DeleteSecretRequest.builder()
                .secretName("orders/db")
                .withoutRecovery(true)
                .build());

        assertThat(deletion.plannedDeleteTime()).isEqualTo(NOW);
        assertThatExceptionOfType(SecretNotFoundException.class).isThrownBy(() -> get("orders/db"));
        kms.createSecret("orders/db", "two");
        assertThat(get("orders/db").exposeText()).isEqualTo("two");
    }

    @Test
    void call_byName_answersWithTheJson() {
        kms.newSecret("orders/db").text("one").tag("team", "pay").create();

        GenericResponse listed =
                sesame.kms().call(GenericRequest.of("ListSecrets").parameter("FetchTags", "true"));

        assertThat(listed.action()).isEqualTo("ListSecrets");
        assertThat(listed.requestId()).isNotEmpty();
        assertThat(listed.elementCount("/SecretList/Secret")).isEqualTo(1);
        assertThat(listed.exposeText("/SecretList/Secret/0/Tags/Tag/0/TagValue"))
                .contains("pay");
        assertThat(listed.exposeText("/TotalCount")).contains("1");
        assertThat(listed.exposeText("/SecretList/Secret/1/SecretName")).isEmpty();
    }

    @Test
    void sendAsync_everyKindOfRequest_answersLikeTheBlockingCalls() throws Exception {
        CompletableFuture<String> created = sesame.kms()
                .sendAsync(CreateSecretRequest.builder()
                        .secretName("orders/db")
                        .versionId("v1")
                        .text("one")
                        .build())
                .thenCompose(answer -> sesame.kms().sendAsync(GetSecretValueRequest.of(answer.secretName())))
                .thenApply(GetSecretValueResponse::exposeText);
        CompletableFuture<Optional<String>> password = sesame.kms()
                .sendAsync(GenericRequest.of("GetRandomPassword"))
                .thenApply(answer -> answer.exposeText("/RandomPassword"));
        CompletableFuture<?> missing = sesame.kms().sendAsync(DescribeSecretRequest.of("missing"));

        assertThat(created.get(10, TimeUnit.SECONDS)).isEqualTo("one");
        assertThat(password.get(10, TimeUnit.SECONDS)).isPresent();
        assertThat(missing)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(SecretNotFoundException.class);
    }

    private void seedNumbered(int count) {
        for (int i = 0; i < count; i++) {
            kms.createSecret("n" + i, "x");
        }
    }

    private List<String> filtered(ListSecretsRequest.Builder request) {
        return secrets.listAllSecrets(request.build())
                .map(SecretSummary::secretName)
                .toList();
    }

    private GetSecretValueResponse get(String name) {
        return secrets.getSecretValue(GetSecretValueRequest.of(name));
    }

    private GetSecretValueResponse get(String name, VersionStage stage) {
        return secrets.getSecretValue(GetSecretValueRequest.builder()
                .secretName(name)
                .versionStage(stage)
                .build());
    }

    private String policy() {
        return secrets.getSecretPolicy(GetSecretPolicyRequest.of("orders/db")).policy();
    }

    private static UpdateSecretVersionStageRequest.Builder move(VersionStage stage) {
        return UpdateSecretVersionStageRequest.builder().secretName("orders/db").versionStage(stage);
    }

    private String arn(String name) {
        return "acs:kms:" + kms.region() + ":" + kms.accountId() + ":secret/" + name;
    }
}
