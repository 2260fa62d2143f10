package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.error.InvalidRequestException;
import io.opensesame.error.KeyUnavailableException;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.ResourceExistsException;
import io.opensesame.error.ResourceNotFoundException;
import io.opensesame.kms.GenericRequest;
import io.opensesame.kms.alias.Alias;
import io.opensesame.kms.alias.AliasOperations;
import io.opensesame.kms.alias.CreateAliasRequest;
import io.opensesame.kms.alias.DeleteAliasRequest;
import io.opensesame.kms.alias.ListAliasesByKeyIdRequest;
import io.opensesame.kms.alias.ListAliasesRequest;
import io.opensesame.kms.alias.UpdateAliasRequest;
import io.opensesame.kms.key.CancelKeyDeletionRequest;
import io.opensesame.kms.key.CreateKeyRequest;
import io.opensesame.kms.key.CreateKeyVersionRequest;
import io.opensesame.kms.key.DeleteKeyMaterialRequest;
import io.opensesame.kms.key.DescribeKeyRequest;
import io.opensesame.kms.key.DescribeKeyVersionRequest;
import io.opensesame.kms.key.DisableKeyRequest;
import io.opensesame.kms.key.EnableKeyRequest;
import io.opensesame.kms.key.GetParametersForImportRequest;
import io.opensesame.kms.key.ImportKeyMaterialRequest;
import io.opensesame.kms.key.ImportOptions;
import io.opensesame.kms.key.ImportWrapping;
import io.opensesame.kms.key.KeyFilter;
import io.opensesame.kms.key.KeyMetadata;
import io.opensesame.kms.key.KeyOperations;
import io.opensesame.kms.key.KeyOrigin;
import io.opensesame.kms.key.KeyRotation;
import io.opensesame.kms.key.KeySpec;
import io.opensesame.kms.key.KeyState;
import io.opensesame.kms.key.KeySummary;
import io.opensesame.kms.key.KeyUsage;
import io.opensesame.kms.key.KeyVersion;
import io.opensesame.kms.key.ListKeyVersionsRequest;
import io.opensesame.kms.key.ListKeysRequest;
import io.opensesame.kms.key.ScheduleKeyDeletionRequest;
import io.opensesame.kms.key.SetDeletionProtectionRequest;
import io.opensesame.kms.key.UpdateKeyDescriptionRequest;
import io.opensesame.kms.key.UpdateRotationPolicyRequest;
import io.opensesame.localkms.LocalKms;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operations on keys, aliases and regions over real HTTP. */
class KeysIT {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    private final LocalKms kms = LocalKms.builder().frozenClock(NOW).start();
    private final OpenSesame sesame = TestClients.connectedTo(kms).build();
    private final KeyOperations keys = sesame.kms().keys();
    private final AliasOperations aliases = sesame.kms().aliases();

    @AfterEach
    void close() {
        sesame.close();
        kms.close();
    }

    private String create(CreateKeyRequest.Builder request) {
        return keys.createKey(request.build()).keyMetadata().keyId();
    }

    private String create() {
        return create(CreateKeyRequest.builder());
    }

    private KeyMetadata describe(String keyId) {
        return keys.describeKey(DescribeKeyRequest.of(keyId)).keyMetadata();
    }

    private static byte[] material(int value) {
        byte[] material = new byte[32];
        Arrays.fill(material, (byte) value);
        return material;
    }

    private String encrypt(String keyId) {
        return sesame.kms()
                .call(GenericRequest.of("Encrypt").parameter("KeyId", keyId).parameter("Plaintext", "aGk="))
                .exposeText("/CiphertextBlob")
                .orElseThrow();
    }

    private String decrypt(String ciphertext) {
        return sesame.kms()
                .call(GenericRequest.of("Decrypt").parameter("CiphertextBlob", ciphertext))
                .exposeText("/Plaintext")
                .orElseThrow();
    }

    @Test
    void createKey_everythingSet_isDescribedTheSame() {
        KeyMetadata created = keys.createKey(CreateKeyRequest.builder()
                        .description("Schlüssel für Bestellungen & mehr")
                        .rotationInterval(Duration.ofDays(365))
                        .tag("team", "pay")
                        .build())
                .keyMetadata();

        KeyMetadata described = describe(created.keyId());

        assertThat(described.keyState()).isEqualTo(KeyState.ENABLED);
        assertThat(described.keySpec()).isEqualTo(KeySpec.AES_256);
        assertThat(described.keyUsage()).isEqualTo(KeyUsage.ENCRYPT_DECRYPT);
        assertThat(described.origin()).isEqualTo(KeyOrigin.ALIYUN_KMS);
        assertThat(described.description()).contains("Schlüssel für Bestellungen & mehr");
        assertThat(described.creationDate()).isEqualTo(NOW);
        assertThat(described.automaticRotation()).contains(KeyRotation.ENABLED);
        assertThat(described.rotationInterval()).contains(Duration.ofDays(365));
        assertThat(described.nextRotationDate()).contains(NOW.plus(Duration.ofDays(365)));
        assertThat(described.primaryKeyVersion()).isPresent();
        assertThat(described.deletionProtection()).isFalse();
        assertThat(described).hasToString(created.toString());
        assertThat(describe(created.arn()).keyId()).isEqualTo(created.keyId());
    }

    @Test
    void updateKeyDescription_emptyText_takesItAway() {
        String keyId = create(CreateKeyRequest.builder().description("old"));

        keys.updateKeyDescription(UpdateKeyDescriptionRequest.of(keyId, "new"));
        assertThat(describe(keyId).description()).contains("new");

        keys.updateKeyDescription(UpdateKeyDescriptionRequest.of(keyId, ""));
        assertThat(describe(keyId).description()).contains("");
    }

    @Test
    void listAllKeys_pagesAndFilters_findWhatMatches() {
        List<String> symmetric = IntStream.range(0, 5).mapToObj(i -> create()).toList();
        String signing =
                create(CreateKeyRequest.builder().keySpec(KeySpec.EC_P256).keyUsage(KeyUsage.SIGN_VERIFY));
        keys.disableKey(DisableKeyRequest.of(symmetric.get(0)));

        assertThat(keys.listAllKeys(ListKeysRequest.builder().pageSize(2).build())
                        .map(KeySummary::keyId))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 6)
                        .mapToObj(i -> i < 5 ? symmetric.get(i) : signing)
                        .toList());
        assertThat(keys.listAllKeys(ListKeysRequest.builder()
                                .pageSize(2)
                                .filter(KeyFilter.KEY_STATE, KeyState.ENABLED.name())
                                .filter(KeyFilter.KEY_USAGE, KeyUsage.ENCRYPT_DECRYPT.name())
                                .build())
                        .map(KeySummary::keyId))
                .containsExactlyInAnyOrderElementsOf(symmetric.subList(1, 5));
    }

    @Test
    void disabledKey_isUnavailableUntilEnabled() {
        String keyId = create();
        String ciphertext = encrypt(keyId);

        keys.disableKey(DisableKeyRequest.of(keyId));

        assertThat(describe(keyId).keyState()).isEqualTo(KeyState.DISABLED);
        assertThatExceptionOfType(KeyUnavailableException.class).isThrownBy(() -> decrypt(ciphertext));

        keys.enableKey(EnableKeyRequest.of(keyId));

        assertThat(decrypt(ciphertext)).isEqualTo("aGk=");
    }

    @Test
    void deletion_scheduledAndCancelled_thenCarriedOut() {
        String keyId = create();
        String other = create();

        keys.scheduleKeyDeletion(ScheduleKeyDeletionRequest.of(keyId, Duration.ofDays(30)));

        assertThat(describe(keyId).keyState()).isEqualTo(KeyState.PENDING_DELETION);
        assertThat(describe(keyId).deleteDate()).contains(NOW.plus(Duration.ofDays(30)));
        assertThatExceptionOfType(KmsServiceException.class)
                .isThrownBy(() -> keys.enableKey(EnableKeyRequest.of(keyId)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("Rejected.StateModifiedFailed"))
                .withMessageContaining("DescribeKey tells the state");

        keys.cancelKeyDeletion(CancelKeyDeletionRequest.of(keyId));
        assertThat(describe(keyId).keyState()).isEqualTo(KeyState.ENABLED);

        keys.scheduleKeyDeletion(ScheduleKeyDeletionRequest.of(keyId, Duration.ofDays(7)));
        kms.clock().advance(Duration.ofDays(7));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> describe(keyId))
                .satisfies(refused -> assertThat(refused.resource()).isEqualTo(keyId));
        assertThat(describe(other).keyState()).isEqualTo(KeyState.ENABLED);
    }

    @Test
    void deletionProtection_byIdAndByArn_forbidsDeletionUntilLifted() {
        String keyId = create();

        keys.setDeletionProtection(SetDeletionProtectionRequest.enable(keyId, "backups need it"));

        assertThat(describe(keyId).deletionProtection()).isTrue();
        assertThat(describe(keyId).deletionProtectionDescription()).contains("backups need it");
        assertThatExceptionOfType(KmsServiceException.class)
                .isThrownBy(() -> keys.scheduleKeyDeletion(ScheduleKeyDeletionRequest.of(keyId, Duration.ofDays(7))));

        keys.setDeletionProtection(
                SetDeletionProtectionRequest.disable(describe(keyId).arn()));
        assertThat(describe(keyId).deletionProtection()).isFalse();
        keys.scheduleKeyDeletion(ScheduleKeyDeletionRequest.of(keyId, Duration.ofDays(7)));
        assertThat(describe(keyId).keyState()).isEqualTo(KeyState.PENDING_DELETION);
    }

    @ParameterizedTest
    @CsvSource({
        "RSAES_OAEP_SHA_256, RSA_2048",
        "RSAES_OAEP_SHA_1, RSA_2048",
        "RSAES_PKCS1_V1_5, RSA_2048",
        "SM2PKE, EC_SM2"
    })
    void importRawKeyMaterial_everyWay_makesTheKeyUsable(String algorithm, String keySpec) {
        String keyId = create(CreateKeyRequest.builder().origin(KeyOrigin.EXTERNAL));
        assertThat(describe(keyId).keyState()).isEqualTo(KeyState.PENDING_IMPORT);

        keys.importRawKeyMaterial(
                keyId,
                material(1),
                ImportOptions.builder()
                        .wrapping(ImportWrapping.of(algorithm, keySpec))
                        .build());

        assertThat(describe(keyId).keyState()).isEqualTo(KeyState.ENABLED);
        assertThat(describe(keyId).materialExpireTime()).isEmpty();
        assertThat(decrypt(encrypt(keyId))).isEqualTo("aGk=");
    }

    @Test
    void importRawKeyMaterial_afterDeletionAndExpiry_takesTheSameMaterialOnly() {
        String keyId = create(CreateKeyRequest.builder().origin(KeyOrigin.EXTERNAL));
        keys.importRawKeyMaterial(keyId, material(1));
        String ciphertext = encrypt(keyId);

        keys.deleteKeyMaterial(DeleteKeyMaterialRequest.of(keyId));

        assertThat(describe(keyId).keyState()).isEqualTo(KeyState.PENDING_IMPORT);
        assertThatExceptionOfType(KeyUnavailableException.class).isThrownBy(() -> decrypt(ciphertext));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> keys.importRawKeyMaterial(keyId, material(2)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("InvalidKeyMaterial"));

        Instant expiry = NOW.plus(Duration.ofDays(10));
        keys.importRawKeyMaterial(
                keyId, material(1), ImportOptions.builder().expiresAt(expiry).build());
        assertThat(describe(keyId).materialExpireTime()).contains(expiry);
        assertThat(decrypt(ciphertext)).isEqualTo("aGk=");

        kms.clock().advance(Duration.ofDays(10));
        assertThat(describe(keyId).keyState()).isEqualTo(KeyState.PENDING_IMPORT);
        keys.importRawKeyMaterial(keyId, material(1));
        assertThat(decrypt(ciphertext)).isEqualTo("aGk=");
    }

    @Test
    void importKeyMaterial_tokenIsADayOld_isExpired() {
        String keyId = create(CreateKeyRequest.builder().origin(KeyOrigin.EXTERNAL));
        var parameters =
                keys.getParametersForImport(GetParametersForImportRequest.of(keyId, ImportWrapping.RSAES_OAEP_SHA_256));
        assertThat(parameters.tokenExpireTime()).isEqualTo(NOW.plus(Duration.ofDays(1)));

        kms.clock().advance(Duration.ofDays(1));

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> keys.importKeyMaterial(ImportKeyMaterialRequest.builder()
                        .keyId(keyId)
                        .encryptedKeyMaterial(new byte[256])
                        .importToken(parameters.exposeImportToken())
                        .build()))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("ExpiredImportToken"))
                .withMessageNotContaining(parameters.exposeImportToken())
                .withMessageNotContaining(Base64.getEncoder().encodeToString(new byte[256]));
    }

    @Test
    void importRawKeyMaterial_keyMadeByKms_isRefused() {
        String keyId = create();

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> keys.importRawKeyMaterial(keyId, material(1)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("Unsupported.Origin"));
    }

    @Test
    void rotation_onAndOff_makesVersionsWhileOn() {
        String keyId = create();
        keys.updateRotationPolicy(UpdateRotationPolicyRequest.enable(keyId, Duration.ofDays(30)));
        String ciphertext = encrypt(keyId);

        kms.clock().advance(Duration.ofDays(90));

        List<KeyVersion> versions = keys.listAllKeyVersions(ListKeyVersionsRequest.builder()
                        .keyId(keyId)
                        .pageSize(2)
                        .build())
                .toList();
        assertThat(versions).hasSize(4).extracting(KeyVersion::keyId).containsOnly(keyId);
        assertThat(versions)
                .extracting(KeyVersion::keyVersionId)
                .contains(describe(keyId).primaryKeyVersion().orElseThrow());
        assertThat(describe(keyId).lastRotationDate()).contains(NOW.plus(Duration.ofDays(90)));
        assertThat(decrypt(ciphertext)).isEqualTo("aGk=");

        keys.updateRotationPolicy(UpdateRotationPolicyRequest.disable(keyId));
        kms.clock().advance(Duration.ofDays(90));

        assertThat(describe(keyId).automaticRotation()).contains(KeyRotation.DISABLED);
        assertThat(keys.listAllKeyVersions(ListKeyVersionsRequest.of(keyId))).hasSize(4);
    }

    @Test
    void createKeyVersion_throughAnAlias_isAllowedAfterAWeek() {
        String keyId =
                create(CreateKeyRequest.builder().keySpec(KeySpec.EC_P256).keyUsage(KeyUsage.SIGN_VERIFY));
        aliases.createAlias(CreateAliasRequest.of("alias/invoices", keyId));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> keys.createKeyVersion(CreateKeyVersionRequest.of("alias/invoices")))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("Rejected.UnsupportedOperation"));

        kms.clock().advance(Duration.ofDays(7));
        KeyVersion made = keys.createKeyVersion(CreateKeyVersionRequest.of("alias/invoices"))
                .keyVersion();

        assertThat(made.keyId()).isEqualTo(keyId);
        assertThat(made.creationDate()).isEqualTo(NOW.plus(Duration.ofDays(7)));
        assertThat(keys.describeKeyVersion(DescribeKeyVersionRequest.of("alias/invoices", made.keyVersionId()))
                        .keyVersion())
                .isEqualTo(made);
        assertThat(keys.listAllKeyVersions(ListKeyVersionsRequest.of(keyId)))
                .hasSize(2)
                .contains(made);
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> keys.describeKeyVersion(DescribeKeyVersionRequest.of(keyId, "none")))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("Forbidden.KeyVersionNotFound"));
    }

    @Test
    void aliases_createdMovedAndDeleted_leadToTheirKey() {
        String first = create();
        String second = create();
        aliases.createAlias(CreateAliasRequest.of("alias/orders", first));
        aliases.createAlias(CreateAliasRequest.of("alias/team-1/orders_db", first));

        assertThat(describe("alias/orders").keyId()).isEqualTo(first);
        assertThatExceptionOfType(ResourceExistsException.class)
                .isThrownBy(() -> aliases.createAlias(CreateAliasRequest.of("alias/orders", second)))
                .satisfies(refused -> assertThat(refused.resource()).isEqualTo("alias/orders"));

        aliases.updateAlias(UpdateAliasRequest.of("alias/orders", second));

        assertThat(describe("alias/orders").keyId()).isEqualTo(second);
        assertThat(aliases.listAllAliasesByKeyId(ListAliasesByKeyIdRequest.of(second)))
                .containsExactly(new Alias(
                        "alias/orders", second, "acs:kms:" + kms.region() + ":" + kms.accountId() + ":alias/orders"));
        assertThat(aliases.listAllAliases(
                                ListAliasesRequest.builder().pageSize(1).build())
                        .map(Alias::aliasName))
                .containsExactlyInAnyOrder("alias/orders", "alias/team-1/orders_db");

        aliases.deleteAlias(DeleteAliasRequest.of("alias/orders"));

        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> describe("alias/orders"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("Forbidden.AliasNotFound"));
        assertThat(describe(second).keyState()).isEqualTo(KeyState.ENABLED);
    }

    @Test
    void describeRegions_knowsItsOwn() {
        assertThat(sesame.kms().describeRegions()).contains(kms.region());
    }
}
