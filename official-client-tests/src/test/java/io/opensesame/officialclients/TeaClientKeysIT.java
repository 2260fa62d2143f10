package io.opensesame.officialclients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.aliyun.kms20160120.Client;
import com.aliyun.kms20160120.models.AsymmetricSignRequest;
import com.aliyun.kms20160120.models.AsymmetricVerifyRequest;
import com.aliyun.kms20160120.models.CreateAliasRequest;
import com.aliyun.kms20160120.models.CreateKeyRequest;
import com.aliyun.kms20160120.models.CreateKeyResponseBody.CreateKeyResponseBodyKeyMetadata;
import com.aliyun.kms20160120.models.DecryptRequest;
import com.aliyun.kms20160120.models.DecryptResponseBody;
import com.aliyun.kms20160120.models.DescribeKeyRequest;
import com.aliyun.kms20160120.models.DisableKeyRequest;
import com.aliyun.kms20160120.models.EncryptRequest;
import com.aliyun.kms20160120.models.EncryptResponseBody;
import com.aliyun.kms20160120.models.GenerateDataKeyRequest;
import com.aliyun.kms20160120.models.GenerateDataKeyResponseBody;
import com.aliyun.kms20160120.models.GetPublicKeyRequest;
import com.aliyun.kms20160120.models.ListAliasesRequest;
import com.aliyun.kms20160120.models.ListKeyVersionsRequest;
import com.aliyun.kms20160120.models.ListKeysRequest;
import com.aliyun.kms20160120.models.ListResourceTagsRequest;
import com.aliyun.kms20160120.models.ReEncryptRequest;
import com.aliyun.kms20160120.models.ScheduleKeyDeletionRequest;
import com.aliyun.kms20160120.models.TagResourceRequest;
import com.aliyun.kms20160120.models.UpdateKeyDescriptionRequest;
import com.aliyun.kms20160120.models.UpdateRotationPolicyRequest;
import com.aliyun.tea.TeaException;
import io.opensesame.localkms.LocalKms;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The current client makes keys, encrypts, decrypts, signs and verifies, in each of its signatures. */
@ParameterizedClass
@EnumSource(TeaClients.class)
class TeaClientKeysIT {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String PLAINTEXT = base64("hello, 世界");

    private final LocalKms kms;
    private final Client client;

    TeaClientKeysIT(TeaClients clients) {
        this.kms = clients.startLocalKms(LocalKms.builder().frozenClock(START));
        this.client = clients.client(kms);
    }

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void createKey_byDefault_isDescribedWithEveryField() throws Exception {
        CreateKeyResponseBodyKeyMetadata created = client.createKey(
                        new CreateKeyRequest().setDescription("orders' key"))
                .getBody()
                .getKeyMetadata();
        var described = client.describeKey(new DescribeKeyRequest().setKeyId(created.getKeyId()))
                .getBody()
                .getKeyMetadata();

        assertThat(described.getArn())
                .isEqualTo("acs:kms:cn-hangzhou:" + kms.accountId() + ":key/" + created.getKeyId());
        assertThat(described.getKeyState()).isEqualTo("Enabled");
        assertThat(described.getKeySpec()).isEqualTo("Aliyun_AES_256");
        assertThat(described.getKeyUsage()).isEqualTo("ENCRYPT/DECRYPT");
        assertThat(described.getOrigin()).isEqualTo("Aliyun_KMS");
        assertThat(described.getProtectionLevel()).isEqualTo("SOFTWARE");
        assertThat(described.getDescription()).isEqualTo("orders' key");
        assertThat(described.getCreationDate()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(described.getCreator()).isEqualTo(kms.accountId());
        assertThat(described.getPrimaryKeyVersion()).isEqualTo(created.getPrimaryKeyVersion());
        assertThat(described.getAutomaticRotation()).isEqualTo("Disabled");
        assertThat(described.getDeletionProtection()).isEqualTo("Disabled");
    }

    @Test
    void listKeys_filteredByState_pagesThroughThem() throws Exception {
        String disabled = createKey();
        createKey();
        client.disableKey(new DisableKeyRequest().setKeyId(disabled));

        var all = client.listKeys(new ListKeysRequest().setPageNumber(2).setPageSize(1))
                .getBody();
        var filtered = client.listKeys(
                        new ListKeysRequest().setFilters("[{\"Key\":\"KeyState\",\"Values\":[\"Disabled\"]}]"))
                .getBody();

        assertThat(all.getTotalCount()).isEqualTo(2);
        assertThat(all.getKeys().getKey()).hasSize(1);
        assertThat(filtered.getKeys().getKey()).extracting("keyId").containsExactly(disabled);
    }

    @Test
    void encrypt_withAContext_decryptsWithTheSameOneInAnyOrder() throws Exception {
        String key = createKey();
        client.createAlias(new CreateAliasRequest().setKeyId(key).setAliasName("alias/orders"));
        Map<String, String> context = new LinkedHashMap<>();
        context.put("tenant", "é 测 😀 &=");
        context.put("table", "orders");
        Map<String, String> turned = new LinkedHashMap<>();
        turned.put("table", "orders");
        turned.put("tenant", "é 测 😀 &=");

        EncryptResponseBody encrypted = client.encrypt(new EncryptRequest()
                        .setKeyId("alias/orders")
                        .setPlaintext(PLAINTEXT)
                        .setEncryptionContext(context))
                .getBody();
        DecryptResponseBody decrypted = client.decrypt(new DecryptRequest()
                        .setCiphertextBlob(encrypted.getCiphertextBlob())
                        .setEncryptionContext(turned))
                .getBody();

        assertThat(encrypted.getKeyId()).isEqualTo(key);
        assertThat(decrypted.getPlaintext()).isEqualTo(PLAINTEXT);
        assertThat(decrypted.getKeyId()).isEqualTo(key);
        assertThat(decrypted.getKeyVersionId()).isEqualTo(encrypted.getKeyVersionId());
        assertThatThrownBy(() -> client.decrypt(new DecryptRequest().setCiphertextBlob(encrypted.getCiphertextBlob())))
                .isInstanceOfSatisfying(
                        TeaException.class,
                        refusal -> assertThat(refusal.getCode()).isEqualTo("InvalidParameter"));
    }

    @Test
    void generateDataKey_ofEachSize_decryptsToTheKey() throws Exception {
        String key = createKey();

        GenerateDataKeyResponseBody byDefault = dataKey(new GenerateDataKeyRequest().setKeyId(key));
        GenerateDataKeyResponseBody small =
                dataKey(new GenerateDataKeyRequest().setKeyId(key).setKeySpec("AES_128"));
        GenerateDataKeyResponseBody large =
                dataKey(new GenerateDataKeyRequest().setKeyId(key).setNumberOfBytes(1024));

        assertThat(bytes(byDefault.getPlaintext())).hasSize(32);
        assertThat(bytes(small.getPlaintext())).hasSize(16);
        assertThat(bytes(large.getPlaintext())).hasSize(1024);
        assertThat(client.decrypt(new DecryptRequest().setCiphertextBlob(byDefault.getCiphertextBlob()))
                        .getBody()
                        .getPlaintext())
                .isEqualTo(byDefault.getPlaintext());
    }

    @Test
    void rotation_byTheClock_makesAVersion_andOldCiphertextStillDecrypts() throws Exception {
        String key = createKey();
        String before = encrypt(key).getCiphertextBlob();
        client.updateRotationPolicy(new UpdateRotationPolicyRequest()
                .setKeyId(key)
                .setEnableAutomaticRotation(true)
                .setRotationInterval("7d"));

        kms.clock().advance(Duration.ofDays(8));
        EncryptResponseBody after = encrypt(key);
        var versions = client.listKeyVersions(new ListKeyVersionsRequest().setKeyId(key))
                .getBody();

        assertThat(versions.getKeyVersions().getKeyVersion()).hasSize(2);
        assertThat(after.getCiphertextBlob().substring(0, 48)).isNotEqualTo(before.substring(0, 48));
        assertThat(client.decrypt(new DecryptRequest().setCiphertextBlob(before))
                        .getBody()
                        .getPlaintext())
                .isEqualTo(PLAINTEXT);
    }

    @Test
    void reEncrypt_toAnotherKey_decryptsUnderIt() throws Exception {
        String from = createKey();
        String to = createKey();

        String moved = client.reEncrypt(new ReEncryptRequest()
                        .setCiphertextBlob(encrypt(from).getCiphertextBlob())
                        .setDestinationKeyId(to)
                        .setDestinationEncryptionContext(Map.of("moved", "yes")))
                .getBody()
                .getCiphertextBlob();
        DecryptResponseBody decrypted = client.decrypt(
                        new DecryptRequest().setCiphertextBlob(moved).setEncryptionContext(Map.of("moved", "yes")))
                .getBody();

        assertThat(decrypted.getKeyId()).isEqualTo(to);
        assertThat(decrypted.getPlaintext()).isEqualTo(PLAINTEXT);
    }

    @ParameterizedClass
    @EnumSource(Signatures.class)
    @Nested
    class Signing {
        private final Signatures signatures;

        Signing(Signatures signatures) {
            this.signatures = signatures;
        }

        @Test
        void asymmetricSign_aDigest_verifiesHereAndAtKms() throws Exception {
            byte[] message = "an order".getBytes(StandardCharsets.UTF_8);
            String key = client.createKey(new CreateKeyRequest()
                            .setKeySpec(signatures.keySpec())
                            .setKeyUsage("SIGN/VERIFY"))
                    .getBody()
                    .getKeyMetadata()
                    .getKeyId();
            String version = client.listKeyVersions(new ListKeyVersionsRequest().setKeyId(key))
                    .getBody()
                    .getKeyVersions()
                    .getKeyVersion()
                    .get(0)
                    .getKeyVersionId();
            byte[] publicKey = Signatures.derOf(
                    client.getPublicKey(new GetPublicKeyRequest().setKeyId(key).setKeyVersionId(version))
                            .getBody()
                            .getPublicKey());
            String digest = Base64.getEncoder().encodeToString(signatures.digest(message, publicKey));

            String signature = client.asymmetricSign(new AsymmetricSignRequest()
                            .setKeyId(key)
                            .setKeyVersionId(version)
                            .setAlgorithm(signatures.algorithm())
                            .setDigest(digest))
                    .getBody()
                    .getValue();
            AsymmetricVerifyRequest verify = new AsymmetricVerifyRequest()
                    .setKeyId(key)
                    .setKeyVersionId(version)
                    .setAlgorithm(signatures.algorithm())
                    .setDigest(digest)
                    .setValue(signature);

            assertThat(signatures.verify(message, bytes(signature), publicKey)).isTrue();
            assertThat(signatures.verify(new byte[1], bytes(signature), publicKey))
                    .isFalse();
            assertThat(client.asymmetricVerify(verify).getBody().getValue()).isTrue();
            assertThat(client.asymmetricVerify(verify.setDigest(base64("x".repeat(32))))
                            .getBody()
                            .getValue())
                    .isFalse();
        }
    }

    @Test
    void states_ofAKey_forbidWhatTheyForbid() throws Exception {
        String key = createKey();
        client.scheduleKeyDeletion(
                new ScheduleKeyDeletionRequest().setKeyId(key).setPendingWindowInDays(7));

        assertThatThrownBy(() -> encrypt(key)).isInstanceOfSatisfying(TeaException.class, refusal -> {
            assertThat(refusal.getCode()).isEqualTo("Rejected.PendingDeletion");
            assertThat(refusal.getStatusCode()).isEqualTo(409);
        });
        kms.clock().advance(Duration.ofDays(7));
        assertThatThrownBy(() -> client.describeKey(new DescribeKeyRequest().setKeyId(key)))
                .isInstanceOfSatisfying(
                        TeaException.class,
                        refusal -> assertThat(refusal.getCode()).isEqualTo("Forbidden.KeyNotFound"));
    }

    @Test
    void aliasesTagsAndDescriptions_arriveAsTheyWereSet() throws Exception {
        String key = createKey();
        client.createAlias(new CreateAliasRequest().setKeyId(key).setAliasName("alias/a"));
        client.tagResource(
                new TagResourceRequest().setKeyId(key).setTags("[{\"TagKey\":\"team\",\"TagValue\":\"pay\"}]"));
        client.updateKeyDescription(
                new UpdateKeyDescriptionRequest().setKeyId(key).setDescription("new"));

        assertThat(client.listAliases(new ListAliasesRequest())
                        .getBody()
                        .getAliases()
                        .getAlias())
                .extracting("keyId", "aliasName", "aliasArn")
                .containsExactly(tuple(key, "alias/a", "acs:kms:cn-hangzhou:" + kms.accountId() + ":alias/a"));
        assertThat(client.listResourceTags(new ListResourceTagsRequest().setKeyId(key))
                        .getBody()
                        .getTags()
                        .getTag())
                .extracting("tagKey", "tagValue")
                .containsExactly(tuple("team", "pay"));
        assertThat(client.describeKey(new DescribeKeyRequest().setKeyId("alias/a"))
                        .getBody()
                        .getKeyMetadata()
                        .getDescription())
                .isEqualTo("new");
    }

    private String createKey() throws Exception {
        return client.createKey(new CreateKeyRequest())
                .getBody()
                .getKeyMetadata()
                .getKeyId();
    }

    private EncryptResponseBody encrypt(String key) throws Exception {
        return client.encrypt(new EncryptRequest().setKeyId(key).setPlaintext(PLAINTEXT))
                .getBody();
    }

    private GenerateDataKeyResponseBody dataKey(GenerateDataKeyRequest request) throws Exception {
        return client.generateDataKey(request).getBody();
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
