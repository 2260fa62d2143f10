package io.opensesame.internal.kms;

import io.opensesame.internal.wire.Answer;
import io.opensesame.kms.crypto.AsymmetricDecryptResponse;
import io.opensesame.kms.crypto.AsymmetricEncryptResponse;
import io.opensesame.kms.crypto.AsymmetricSignResponse;
import io.opensesame.kms.crypto.AsymmetricVerifyResponse;
import io.opensesame.kms.crypto.DecryptResponse;
import io.opensesame.kms.crypto.EncryptResponse;
import io.opensesame.kms.crypto.ExportDataKeyResponse;
import io.opensesame.kms.crypto.GenerateAndExportDataKeyResponse;
import io.opensesame.kms.crypto.GenerateDataKeyResponse;
import io.opensesame.kms.crypto.GenerateDataKeyWithoutPlaintextResponse;
import io.opensesame.kms.crypto.GetPublicKeyResponse;
import io.opensesame.kms.crypto.ReEncryptResponse;

/** Reads the answers on cryptography. */
final class CryptographicAnswers {
    private CryptographicAnswers() {}

    static EncryptResponse encrypt(Answer answer) {
        return new EncryptResponse(keyId(answer), keyVersionId(answer), ciphertext(answer), answer.requestId());
    }

    static DecryptResponse decrypt(Answer answer) {
        return new DecryptResponse(
                keyId(answer),
                keyVersionId(answer),
                answer.required("Plaintext", WireBytes::parsePlaintext),
                answer.requestId());
    }

    static ReEncryptResponse reEncrypt(Answer answer) {
        return new ReEncryptResponse(keyId(answer), keyVersionId(answer), ciphertext(answer), answer.requestId());
    }

    static GenerateDataKeyResponse generateDataKey(Answer answer) {
        return new GenerateDataKeyResponse(
                keyId(answer),
                keyVersionId(answer),
                answer.required("Plaintext", WireBytes::parsePlaintext),
                ciphertext(answer),
                answer.requestId());
    }

    static GenerateDataKeyWithoutPlaintextResponse generateDataKeyWithoutPlaintext(Answer answer) {
        return new GenerateDataKeyWithoutPlaintextResponse(
                keyId(answer), keyVersionId(answer), ciphertext(answer), answer.requestId());
    }

    static ExportDataKeyResponse exportDataKey(Answer answer) {
        return new ExportDataKeyResponse(keyId(answer), keyVersionId(answer), exported(answer), answer.requestId());
    }

    static GenerateAndExportDataKeyResponse generateAndExportDataKey(Answer answer) {
        return new GenerateAndExportDataKeyResponse(
                keyId(answer), keyVersionId(answer), ciphertext(answer), exported(answer), answer.requestId());
    }

    static AsymmetricSignResponse asymmetricSign(Answer answer) {
        return new AsymmetricSignResponse(
                keyId(answer), keyVersionId(answer), answer.required("Value", WireBytes::parse), answer.requestId());
    }

    static AsymmetricVerifyResponse asymmetricVerify(Answer answer) {
        return new AsymmetricVerifyResponse(
                keyId(answer), keyVersionId(answer), answer.flag("Value"), answer.requestId());
    }

    static AsymmetricEncryptResponse asymmetricEncrypt(Answer answer) {
        return new AsymmetricEncryptResponse(
                keyId(answer), keyVersionId(answer), ciphertext(answer), answer.requestId());
    }

    static AsymmetricDecryptResponse asymmetricDecrypt(Answer answer) {
        return new AsymmetricDecryptResponse(
                keyId(answer),
                keyVersionId(answer),
                answer.required("Plaintext", WireBytes::parsePlaintext),
                answer.requestId());
    }

    static GetPublicKeyResponse getPublicKey(Answer answer) {
        String keyId = keyId(answer);
        String keyVersionId = keyVersionId(answer);
        return answer.required(
                "PublicKey", pem -> new GetPublicKeyResponse(keyId, keyVersionId, pem, answer.requestId()));
    }

    private static String keyId(Answer answer) {
        return answer.text("KeyId");
    }

    private static String keyVersionId(Answer answer) {
        return answer.text("KeyVersionId");
    }

    private static byte[] ciphertext(Answer answer) {
        return answer.required("CiphertextBlob", WireBytes::parse);
    }

    private static byte[] exported(Answer answer) {
        return answer.required("ExportedDataKey", WireBytes::parse);
    }
}
