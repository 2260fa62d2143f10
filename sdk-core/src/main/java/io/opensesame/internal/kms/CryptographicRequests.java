package io.opensesame.internal.kms;

import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.wire.Parameters;
import io.opensesame.kms.crypto.AsymmetricDecryptRequest;
import io.opensesame.kms.crypto.AsymmetricEncryptRequest;
import io.opensesame.kms.crypto.AsymmetricSignRequest;
import io.opensesame.kms.crypto.AsymmetricVerifyRequest;
import io.opensesame.kms.crypto.DataKeySpec;
import io.opensesame.kms.crypto.DecryptRequest;
import io.opensesame.kms.crypto.EncryptRequest;
import io.opensesame.kms.crypto.EncryptionAlgorithm;
import io.opensesame.kms.crypto.EncryptionContext;
import io.opensesame.kms.crypto.ExportDataKeyRequest;
import io.opensesame.kms.crypto.GenerateAndExportDataKeyRequest;
import io.opensesame.kms.crypto.GenerateDataKeyRequest;
import io.opensesame.kms.crypto.GenerateDataKeyWithoutPlaintextRequest;
import io.opensesame.kms.crypto.GetPublicKeyRequest;
import io.opensesame.kms.crypto.ReEncryptRequest;
import java.util.Optional;

/**
 * Writes the requests on cryptography as calls. All that carries data goes in the body: plaintext and messages are
 * secret, and a ciphertext or an encryption context may be longer than a URL.
 */
final class CryptographicRequests {
    private CryptographicRequests() {}

    static RpcCall write(EncryptRequest request) {
        return onKey("Encrypt", request.keyId(), request.dryRun())
                .set("Plaintext", WireBytes.plaintext(request.exposePlaintext()))
                .set("EncryptionContext", context(request.encryptionContext()))
                .confidentialCall(request.keyId());
    }

    static RpcCall write(DecryptRequest request) {
        return new Parameters("Decrypt")
                .set("CiphertextBlob", WireBytes.format(request.ciphertextBlob()))
                .set("EncryptionContext", context(request.encryptionContext()))
                .setIf("DryRun", request.dryRun())
                .confidentialCall("");
    }

    static RpcCall write(ReEncryptRequest request) {
        return new Parameters("ReEncrypt")
                .set("CiphertextBlob", WireBytes.format(request.ciphertextBlob()))
                .set("DestinationKeyId", request.destinationKeyId())
                .set("SourceEncryptionContext", context(request.sourceEncryptionContext()))
                .set("DestinationEncryptionContext", context(request.destinationEncryptionContext()))
                .set("SourceKeyId", request.sourceKeyId())
                .set("SourceKeyVersionId", request.sourceKeyVersionId())
                .set("SourceEncryptionAlgorithm", request.sourceEncryptionAlgorithm(), EncryptionAlgorithm::name)
                .setIf("DryRun", request.dryRun())
                .confidentialCall(request.destinationKeyId());
    }

    static RpcCall write(GenerateDataKeyRequest request) {
        return onKey("GenerateDataKey", request.keyId(), request.dryRun())
                .set("KeySpec", request.dataKeySpec(), DataKeySpec::name)
                .set("NumberOfBytes", request.numberOfBytes(), String::valueOf)
                .set("EncryptionContext", context(request.encryptionContext()))
                .confidentialCall(request.keyId());
    }

    static RpcCall write(GenerateDataKeyWithoutPlaintextRequest request) {
        return onKey("GenerateDataKeyWithoutPlaintext", request.keyId(), request.dryRun())
                .set("KeySpec", request.dataKeySpec(), DataKeySpec::name)
                .set("NumberOfBytes", request.numberOfBytes(), String::valueOf)
                .set("EncryptionContext", context(request.encryptionContext()))
                .confidentialCall(request.keyId());
    }

    static RpcCall write(ExportDataKeyRequest request) {
        return new Parameters("ExportDataKey")
                .set("CiphertextBlob", WireBytes.format(request.ciphertextBlob()))
                .set("EncryptionContext", context(request.encryptionContext()))
                .set("PublicKeyBlob", WireBytes.format(request.publicKeyBlob()))
                .set("WrappingKeySpec", request.wrappingKeySpec().name())
                .set("WrappingAlgorithm", request.wrappingAlgorithm().name())
                .setIf("DryRun", request.dryRun())
                .confidentialCall("");
    }

    static RpcCall write(GenerateAndExportDataKeyRequest request) {
        return onKey("GenerateAndExportDataKey", request.keyId(), request.dryRun())
                .set("KeySpec", request.dataKeySpec(), DataKeySpec::name)
                .set("NumberOfBytes", request.numberOfBytes(), String::valueOf)
                .set("EncryptionContext", context(request.encryptionContext()))
                .set("PublicKeyBlob", WireBytes.format(request.publicKeyBlob()))
                .set("WrappingKeySpec", request.wrappingKeySpec().name())
                .set("WrappingAlgorithm", request.wrappingAlgorithm().name())
                .confidentialCall(request.keyId());
    }

    static RpcCall write(AsymmetricSignRequest request) {
        return onVersion("AsymmetricSign", request.keyId(), request.keyVersionId(), request.dryRun())
                .set("Algorithm", request.algorithm().name())
                .set("Digest", WireBytes.format(request.digest()))
                .confidentialCall(request.keyId());
    }

    static RpcCall write(AsymmetricVerifyRequest request) {
        return onVersion("AsymmetricVerify", request.keyId(), request.keyVersionId(), request.dryRun())
                .set("Algorithm", request.algorithm().name())
                .set("Digest", WireBytes.format(request.digest()))
                .set("Value", WireBytes.format(request.value()))
                .confidentialCall(request.keyId());
    }

    static RpcCall write(AsymmetricEncryptRequest request) {
        return onVersion("AsymmetricEncrypt", request.keyId(), request.keyVersionId(), request.dryRun())
                .set("Algorithm", request.algorithm().name())
                .set("Plaintext", WireBytes.plaintext(request.exposePlaintext()))
                .confidentialCall(request.keyId());
    }

    static RpcCall write(AsymmetricDecryptRequest request) {
        return onVersion("AsymmetricDecrypt", request.keyId(), request.keyVersionId(), request.dryRun())
                .set("Algorithm", request.algorithm().name())
                .set("CiphertextBlob", WireBytes.format(request.ciphertextBlob()))
                .confidentialCall(request.keyId());
    }

    static RpcCall write(GetPublicKeyRequest request) {
        return onVersion("GetPublicKey", request.keyId(), request.keyVersionId(), request.dryRun())
                .call(request.keyId());
    }

    private static Parameters onKey(String action, String keyId, boolean dryRun) {
        return new Parameters(action).set("KeyId", keyId).setIf("DryRun", dryRun);
    }

    private static Parameters onVersion(String action, String keyId, String keyVersionId, boolean dryRun) {
        return onKey(action, keyId, dryRun).set("KeyVersionId", keyVersionId);
    }

    private static Optional<String> context(EncryptionContext context) {
        return context.isEmpty() ? Optional.empty() : Optional.of(WireJson.object(context.pairs()));
    }
}
