package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Request;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/** The operation ReEncrypt: from a symmetric or an asymmetric key to a symmetric one. */
final class ReEncrypt {
    private final StoredKeys keys;
    private final SecureRandom random;

    ReEncrypt(StoredKeys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    /** Answers, as the service says it does, with the source's key and version. */
    Supplier<ObjectNode> perform(Request request) {
        boolean asymmetric = request.parameters().optional("SourceKeyId").isPresent();
        return asymmetric ? fromAsymmetric(request) : fromSymmetric(request);
    }

    private Supplier<ObjectNode> fromSymmetric(Request request) {
        EncryptedText source = EncryptedText.read(request, keys, "SourceEncryptionContext");
        Destination destination = destination(request);
        return () -> destination.put(source.answer(), Base64.getDecoder().decode(source.decrypt()));
    }

    private Supplier<ObjectNode> fromAsymmetric(Request request) {
        byte[] ciphertext = request.parameters().bytes("CiphertextBlob");
        KeyPairUse source = KeyPairUse.ofSource(request, keys);
        Destination destination = destination(request);
        return () -> destination.put(source.answer(), source.decrypt(ciphertext));
    }

    private Destination destination(Request request) {
        EncryptionContext context = EncryptionContext.read(request.parameters(), "DestinationEncryptionContext");
        return new Destination(EncryptingKey.of(keys.find(request, "DestinationKeyId")), context, random);
    }

    /** Where the plaintext goes. */
    private record Destination(EncryptingKey key, EncryptionContext context, SecureRandom random) {
        ObjectNode put(ObjectNode answer, byte[] plaintext) {
            return answer.put("CiphertextBlob", key.encrypt(plaintext, context, random));
        }
    }
}
