package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/** The operations that encrypt and decrypt under symmetric keys, and make data keys. */
final class SymmetricOperations {
    private static final String PLAINTEXT = "Plaintext";
    private static final int MAX_PLAINTEXT_BYTES = 6_144;

    private final StoredKeys keys;
    private final SecureRandom random;

    SymmetricOperations(StoredKeys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    Map<String, Operation> table() {
        return Map.of(
                "Encrypt", Operation.deferring(this::encrypt).allowingDryRun(),
                "Decrypt", Operation.deferring(this::decrypt).allowingDryRun(),
                "GenerateDataKey", Operation.deferring(this::generate).allowingDryRun(),
                "GenerateDataKeyWithoutPlaintext",
                        Operation.deferring(this::generateWithoutPlaintext).allowingDryRun());
    }

    private Supplier<ObjectNode> encrypt(Request request) {
        byte[] plaintext = request.parameters().bytes(PLAINTEXT);
        if (plaintext.length > MAX_PLAINTEXT_BYTES) {
            throw ServiceRefusal.invalid(PLAINTEXT);
        }
        EncryptingKey key = EncryptingKey.of(keys.findByAnyName(request, "KeyId"));
        EncryptionContext context = EncryptionContext.read(request.parameters(), "EncryptionContext");
        return () -> key.answer().put("CiphertextBlob", key.encrypt(plaintext, context, random));
    }

    private Supplier<ObjectNode> decrypt(Request request) {
        EncryptedText encrypted = EncryptedText.read(request, keys, "EncryptionContext");
        return () -> {
            String plaintext = encrypted.decrypt();
            return encrypted.answer().put(PLAINTEXT, plaintext);
        };
    }

    private Supplier<ObjectNode> generate(Request request) {
        return generate(request, true);
    }

    private Supplier<ObjectNode> generateWithoutPlaintext(Request request) {
        return generate(request, false);
    }

    private Supplier<ObjectNode> generate(Request request, boolean withPlaintext) {
        Parameters parameters = request.parameters();
        int bytes = DataKeySize.read(parameters);
        EncryptingKey key = EncryptingKey.of(keys.findByAnyName(request, "KeyId"));
        EncryptionContext context = EncryptionContext.read(parameters, "EncryptionContext");
        return () -> {
            byte[] dataKey = new byte[bytes];
            random.nextBytes(dataKey);
            ObjectNode answer = key.answer();
            if (withPlaintext) {
                answer.put(PLAINTEXT, Base64.getEncoder().encodeToString(dataKey));
            }
            return answer.put("CiphertextBlob", key.encrypt(dataKey, context, random));
        };
    }
}
