package io.opensesame.localkms.engine.certificate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.crypto.AsymmetricKey;
import io.opensesame.localkms.engine.crypto.KeyAlgorithm;
import io.opensesame.localkms.engine.crypto.KeyUsage;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/** The operations that use a certificate's key pair; their arithmetic is done after the engine's lock is released. */
final class CertificateCryptography {
    private static final int MAX_MESSAGE_BYTES = 4_096;
    private static final int DIGEST_BYTES = 32;
    private static final String ALGORITHM = "Algorithm";
    private static final String CIPHERTEXT = "CiphertextBlob";
    private static final String MESSAGE = "Message";
    private static final String PLAINTEXT = "Plaintext";
    private static final String SIGNATURE = "SignatureValue";

    private final Certificates certificates;

    CertificateCryptography(Certificates certificates) {
        this.certificates = certificates;
    }

    Map<String, Operation> table() {
        return Map.of(
                "CertificatePrivateKeySign", Operation.deferring(this::sign),
                "CertificatePublicKeyVerify", Operation.deferring(this::verify),
                "CertificatePublicKeyEncrypt", Operation.deferring(this::encrypt),
                "CertificatePrivateKeyDecrypt", Operation.deferring(this::decrypt));
    }

    private Supplier<ObjectNode> sign(Request request) {
        StoredCertificate certificate = certificates.find(request);
        certificate.requireMaking();
        AsymmetricKey key = certificate.request().keyPair();
        KeyAlgorithm algorithm = algorithm(request, key, KeyUsage.SIGN_VERIFY);
        Message message = Message.of(request.parameters());
        return () -> answer(certificate, SIGNATURE, key.sign(algorithm, message.digest(key, algorithm)));
    }

    private Supplier<ObjectNode> verify(Request request) {
        StoredCertificate certificate = certificates.find(request);
        certificate.requireReading();
        AsymmetricKey key = certificate.request().keyPair();
        KeyAlgorithm algorithm = algorithm(request, key, KeyUsage.SIGN_VERIFY);
        Message message = Message.of(request.parameters());
        byte[] signature = request.parameters().bytes(SIGNATURE);
        return () -> Json.object()
                .put(Certificates.ID, certificate.id())
                .put("SignatureValid", key.verify(algorithm, message.digest(key, algorithm), signature));
    }

    private Supplier<ObjectNode> encrypt(Request request) {
        StoredCertificate certificate = certificates.find(request);
        certificate.requireMaking();
        AsymmetricKey key = certificate.request().keyPair();
        KeyAlgorithm algorithm = algorithm(request, key, KeyUsage.ENCRYPT_DECRYPT);
        byte[] plaintext = request.parameters().bytes(PLAINTEXT);
        if (plaintext.length > key.maxPlaintextBytes(algorithm)) {
            throw ServiceRefusal.invalid(PLAINTEXT);
        }
        return () -> answer(certificate, CIPHERTEXT, key.encrypt(algorithm, plaintext));
    }

    private Supplier<ObjectNode> decrypt(Request request) {
        StoredCertificate certificate = certificates.find(request);
        certificate.requireReading();
        AsymmetricKey key = certificate.request().keyPair();
        KeyAlgorithm algorithm = algorithm(request, key, KeyUsage.ENCRYPT_DECRYPT);
        byte[] ciphertext = request.parameters().bytes(CIPHERTEXT);
        return () -> answer(
                certificate,
                PLAINTEXT,
                key.decrypt(algorithm, ciphertext).orElseThrow(() -> ServiceRefusal.invalid(CIPHERTEXT)));
    }

    private static KeyAlgorithm algorithm(Request request, AsymmetricKey key, KeyUsage usage) {
        return KeyAlgorithm.of(request.parameters().required(ALGORITHM))
                .filter(key.spec().algorithms(usage)::contains)
                .orElseThrow(() -> ServiceRefusal.invalid(ALGORITHM));
    }

    private static ObjectNode answer(StoredCertificate certificate, String field, byte[] value) {
        return Json.object()
                .put(Certificates.ID, certificate.id())
                .put(field, Base64.getEncoder().encodeToString(value));
    }

    /** What is to be signed, or was: the message itself, or its digest. */
    private static final class Message {
        private final boolean isDigest;
        private final byte[] bytes;

        private Message(boolean isDigest, byte[] bytes) {
            this.isDigest = isDigest;
            this.bytes = bytes;
        }

        static Message of(Parameters parameters) {
            boolean isDigest = switch (parameters.required("MessageType")) {
                case "RAW" -> false;
                case "DIGEST" -> true;
                default -> throw ServiceRefusal.invalid("MessageType");
            };
            byte[] bytes = parameters.bytes(MESSAGE);
            if (isDigest ? bytes.length != DIGEST_BYTES : bytes.length > MAX_MESSAGE_BYTES) {
                throw ServiceRefusal.invalid(MESSAGE);
            }
            return new Message(isDigest, bytes);
        }

        byte[] digest(AsymmetricKey key, KeyAlgorithm algorithm) {
            return isDigest ? bytes : key.digest(algorithm, bytes);
        }
    }
}
