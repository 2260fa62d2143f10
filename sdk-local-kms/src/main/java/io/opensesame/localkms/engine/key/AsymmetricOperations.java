package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.crypto.AsymmetricKey;
import io.opensesame.localkms.engine.crypto.KeyUsage;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/** The operations that use the key pairs of asymmetric keys. */
final class AsymmetricOperations {
    private static final String PLAINTEXT = "Plaintext";
    private static final String DIGEST = "Digest";
    private static final int DIGEST_BYTES = 32;

    private final StoredKeys keys;

    AsymmetricOperations(StoredKeys keys) {
        this.keys = keys;
    }

    Map<String, Operation> table() {
        return Map.of(
                "AsymmetricSign", Operation.deferring(this::sign).allowingDryRun(),
                "AsymmetricVerify", Operation.deferring(this::verify).allowingDryRun(),
                "AsymmetricEncrypt", Operation.deferring(this::encrypt).allowingDryRun(),
                "AsymmetricDecrypt", Operation.deferring(this::decrypt).allowingDryRun(),
                "GetPublicKey", Operation.deferring(this::publicKey).allowingDryRun());
    }

    private Supplier<ObjectNode> sign(Request request) {
        byte[] digest = request.parameters().bytes(DIGEST);
        KeyPairUse use = KeyPairUse.of(request, keys, KeyUsage.SIGN_VERIFY);
        requireLength(digest);
        return () -> use.answer().put("Value", base64(use.keyPair().sign(use.algorithm(), digest)));
    }

    /** Answers with {@code false} to a wrong signature; that is no error. */
    private Supplier<ObjectNode> verify(Request request) {
        Parameters parameters = request.parameters();
        byte[] digest = parameters.bytes(DIGEST);
        byte[] signature = parameters.bytes("Value");
        KeyPairUse use = KeyPairUse.of(request, keys, KeyUsage.SIGN_VERIFY);
        requireLength(digest);
        return () -> use.answer().put("Value", use.keyPair().verify(use.algorithm(), digest, signature));
    }

    private Supplier<ObjectNode> encrypt(Request request) {
        byte[] plaintext = request.parameters().bytes(PLAINTEXT);
        KeyPairUse use = KeyPairUse.of(request, keys, KeyUsage.ENCRYPT_DECRYPT);
        return () -> {
            AsymmetricKey keyPair = use.keyPair();
            if (plaintext.length > keyPair.maxPlaintextBytes(use.algorithm())) {
                throw ServiceRefusal.invalid(PLAINTEXT);
            }
            return use.answer().put("CiphertextBlob", base64(keyPair.encrypt(use.algorithm(), plaintext)));
        };
    }

    private Supplier<ObjectNode> decrypt(Request request) {
        byte[] ciphertext = request.parameters().bytes("CiphertextBlob");
        KeyPairUse use = KeyPairUse.of(request, keys, KeyUsage.ENCRYPT_DECRYPT);
        return () -> {
            byte[] plaintext = use.decrypt(ciphertext);
            return use.answer().put(PLAINTEXT, base64(plaintext));
        };
    }

    private Supplier<ObjectNode> publicKey(Request request) {
        String versionId = request.parameters().required("KeyVersionId");
        StoredKey key = keys.findByAnyName(request, "KeyId");
        AsymmetricVersion version = KeyPairUse.version(key, versionId);
        return () -> KeyAnswers.named(key, version)
                .put("PublicKey", version.keyPair().publicKeyPem());
    }

    private static void requireLength(byte[] digest) {
        if (digest.length != DIGEST_BYTES) {
            throw ServiceRefusal.invalid(DIGEST);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
