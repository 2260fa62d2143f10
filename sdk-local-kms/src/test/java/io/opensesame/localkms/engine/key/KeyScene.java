package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.TestKms;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.crypto.AsymmetricKey;
import io.opensesame.localkms.engine.crypto.KeyAlgorithm;
import io.opensesame.localkms.engine.crypto.KeySpec;
import io.opensesame.localkms.engine.crypto.KeyUsage;
import io.opensesame.localkms.engine.crypto.KeyWrapping;
import io.opensesame.policy.KeyPolicy;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An enabled key beside another one, both in a KMS instance, and a valid call of every operation on it. */
final class KeyScene {
    static final String PLAINTEXT = base64("hello");
    static final String DIGEST = base64("a digest has thirty-two bytes   ");

    private static final String INSTANCE = "kst-1";
    private static final String ALIAS = "alias/of-the-key";
    private static final String FREE_ALIAS = "alias/free";
    private static final String TWINS_ALIAS = "alias/of-its-twin";
    private static final String MATERIAL = "imported material, 32 bytes long";
    private static final String OTHER_POLICY =
            KeyPolicy.defaultFor(TestKms.ACCOUNT).toPrettyJson();
    private static final SecureRandom RANDOM = new SecureRandom();

    final TestKms kms = new TestKms();
    final String keyId;

    private final KeyKind kind;
    private final String versionId;
    private final String otherKeyId;
    private final Map<String, String> imported = new LinkedHashMap<>();

    KeyScene(KeyKind kind) {
        this.kind = kind;
        kms.engine.createInstance(INSTANCE, 0);
        keyId = create(kind.parameters());
        versionId = text(kms.call("ListKeyVersions", "KeyId", keyId), "/KeyVersions/KeyVersion/0/KeyVersionId");
        otherKeyId = create(Map.of());
        kms.call("CreateAlias", "KeyId", keyId, "AliasName", ALIAS);
        kms.call("CreateAlias", "KeyId", create(kind.parameters()), "AliasName", TWINS_ALIAS);
        // The least distance of versions.
        kms.clock.advance(Duration.ofDays(7));
        if (kind.isExternal()) {
            imported.putAll(wrapped());
            kms.engine.perform("ImportKeyMaterial", imported, TestKms.ROOT);
        }
    }

    /** Performs an operation with parameters that were made before. */
    ObjectNode call(String operation, Map<String, String> parameters) {
        return kms.engine.perform(action(operation), parameters, TestKms.ROOT);
    }

    /** Performs an operation and returns {@code ok}, or the code with which it is refused. */
    String outcome(String operation, Map<String, String> parameters) {
        try {
            call(operation, parameters);
            return "ok";
        } catch (ServiceRefusal refusal) {
            return refusal.code();
        }
    }

    /** Brings the enabled key into a state. */
    void moveTo(String state) {
        switch (state) {
            case "Enabled" -> {}
            case "Disabled" -> kms.call("DisableKey", "KeyId", keyId);
            case "PendingDeletion" -> kms.call("ScheduleKeyDeletion", "KeyId", keyId, "PendingWindowInDays", "7");
            case "PendingImport" -> kms.call("DeleteKeyMaterial", "KeyId", keyId);
            default -> throw new IllegalArgumentException("no state: " + state);
        }
    }

    String state() {
        return text(kms.call("DescribeKey", "KeyId", keyId), "/KeyMetadata/KeyState");
    }

    /** Returns all that can be seen of the keys. */
    String everything() {
        return List.of(
                        kms.call("DescribeKey", "KeyId", keyId),
                        kms.call("ListKeys"),
                        kms.call("ListKeyVersions", "KeyId", keyId),
                        kms.call("ListResourceTags", "KeyId", keyId),
                        kms.call("GetKeyPolicy", "KeyId", keyId),
                        kms.call("ListAliases"))
                .toString();
    }

    /**
     * Returns parameters with which the operation succeeds, if keys of this kind can do it at all. To be asked for
     * while the key is enabled.
     *
     * @param operation its name; after a colon, for some operations, an algorithm or which of two keys is meant
     */
    Map<String, String> parameters(String operation) {
        return switch (action(operation)) {
            case "ListKeys", "ListAliases" -> Map.of();
            case "UpdateKeyDescription" -> withKey("Description", "new");
            case "ScheduleKeyDeletion" -> withKey("PendingWindowInDays", "7");
            case "SetKeyPolicy" -> withKey("Policy", OTHER_POLICY);
            case "SetDeletionProtection" -> withKey("EnableDeletionProtection", "true");
            case "DescribeKeyVersion", "GetPublicKey" -> withKey("KeyVersionId", versionId);
            case "CreateAlias" -> withKey("AliasName", FREE_ALIAS);
            case "UpdateAlias" -> withKey("AliasName", TWINS_ALIAS);
            case "DeleteAlias" -> Map.of("AliasName", ALIAS);
            case "TagResource" -> withKey("Tags", "[{\"TagKey\":\"team\",\"TagValue\":\"pay\"}]");
            case "UntagResource" -> withKey("TagKeys", "[\"team\"]");
            case "TagResources", "UntagResources", "ListTagResources" -> bulk();
            case "UpdateRotationPolicy" -> withKey("EnableAutomaticRotation", "true", "RotationInterval", "30d");
            case "GetParametersForImport" -> withKey("WrappingKeySpec", "EC_SM2", "WrappingAlgorithm", "SM2PKE");
            case "ImportKeyMaterial" -> imported();
            case "Encrypt" -> withKey("Plaintext", PLAINTEXT);
            case "Decrypt" -> Map.of("CiphertextBlob", blob());
            case "ReEncrypt" -> reEncrypt(qualifier(operation));
            case "ExportDataKey" -> withReceiver("CiphertextBlob", blob());
            case "GenerateAndExportDataKey" -> withReceiver("KeyId", keyId);
            case "AsymmetricSign" -> withAlgorithm(operation, "Digest", DIGEST);
            case "AsymmetricVerify" -> withAlgorithm(operation, "Digest", DIGEST, "Value", "AAAA");
            case "AsymmetricEncrypt" -> withAlgorithm(operation, "Plaintext", PLAINTEXT);
            case "AsymmetricDecrypt" -> withAlgorithm(operation, "CiphertextBlob", ciphertext(qualifier(operation)));
            default -> withKey();
        };
    }

    static String action(String operation) {
        return operation.split(":", 2)[0];
    }

    static String qualifier(String operation) {
        return operation.contains(":") ? operation.split(":", 2)[1] : "";
    }

    private Map<String, String> reEncrypt(String qualifier) {
        return switch (qualifier) {
            case "from" -> Map.of("CiphertextBlob", blob(), "DestinationKeyId", otherKeyId);
            case "to" -> Map.of("CiphertextBlob", encrypted(otherKeyId), "DestinationKeyId", keyId);
            default ->
                Map.of(
                        "CiphertextBlob", ciphertext(qualifier),
                        "SourceKeyId", keyId,
                        "SourceKeyVersionId", versionId,
                        "SourceEncryptionAlgorithm", qualifier,
                        "DestinationKeyId", otherKeyId);
        };
    }

    /** Returns a blob under the key, or what looks like one if the key makes none. */
    private String blob() {
        return kind.spec().isSymmetric()
                ? encrypted(keyId)
                : Base64.getEncoder().encodeToString(Arrays.copyOf(versionId.getBytes(StandardCharsets.US_ASCII), 100));
    }

    private String encrypted(String id) {
        return text(kms.call("Encrypt", "KeyId", id, "Plaintext", PLAINTEXT), "/CiphertextBlob");
    }

    /** Returns what the key pair encrypted by the algorithm, or any text if it can't. */
    private String ciphertext(String algorithm) {
        boolean possible = kind.usage() == KeyUsage.ENCRYPT_DECRYPT
                && KeyAlgorithm.of(algorithm)
                        .filter(kind.spec().algorithms(kind.usage())::contains)
                        .isPresent();
        return possible
                ? text(
                        call("AsymmetricEncrypt", withAlgorithm(":" + algorithm, "Plaintext", PLAINTEXT)),
                        "/CiphertextBlob")
                : "AAAA";
    }

    private Map<String, String> imported() {
        return imported.isEmpty()
                ? withKey("EncryptedKeyMaterial", "AAAA", "ImportToken", "AAAA", "KeyMaterialExpireUnix", "0")
                : imported;
    }

    private Map<String, String> wrapped() {
        ObjectNode answer = call("GetParametersForImport", parameters("GetParametersForImport"));
        byte[] material = MATERIAL.substring(0, kind.spec().materialBytes()).getBytes(StandardCharsets.US_ASCII);
        byte[] publicKey = Base64.getDecoder().decode(text(answer, "/PublicKey"));
        byte[] wrapped = KeyWrapping.wrap(KeyAlgorithm.SM2PKE, publicKey, material, RANDOM);
        return withKey(
                "EncryptedKeyMaterial", Base64.getEncoder().encodeToString(wrapped),
                "ImportToken", text(answer, "/ImportToken"),
                "KeyMaterialExpireUnix", "0");
    }

    private Map<String, String> withReceiver(String... namesAndValues) {
        Map<String, String> parameters = TestKms.parameters(namesAndValues);
        parameters.put("WrappingKeySpec", "EC_SM2");
        parameters.put("WrappingAlgorithm", "SM2PKE");
        parameters.put("PublicKeyBlob", receiver());
        return parameters;
    }

    private static String receiver() {
        return Base64.getEncoder()
                .encodeToString(AsymmetricKey.generate(KeySpec.EC_SM2, RANDOM).publicKeyDer());
    }

    private Map<String, String> withAlgorithm(String operation, String... namesAndValues) {
        Map<String, String> parameters = withKey(namesAndValues);
        parameters.put("KeyVersionId", versionId);
        parameters.put("Algorithm", qualifier(operation));
        return parameters;
    }

    private Map<String, String> bulk() {
        return TestKms.parameters(
                "RegionId", TestKms.REGION,
                "ResourceType", "key",
                "ResourceId.1", keyId,
                "Tag.1.Key", "team",
                "TagKey.1", "team");
    }

    private Map<String, String> withKey(String... namesAndValues) {
        Map<String, String> parameters = TestKms.parameters(namesAndValues);
        parameters.put("KeyId", keyId);
        return parameters;
    }

    private String create(Map<String, String> parameters) {
        Map<String, String> inInstance = new LinkedHashMap<>(parameters);
        inInstance.put("DKMSInstanceId", INSTANCE);
        return text(call("CreateKey", inInstance), "/KeyMetadata/KeyId");
    }

    private static String text(ObjectNode answer, String path) {
        return answer.at(path).textValue();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
