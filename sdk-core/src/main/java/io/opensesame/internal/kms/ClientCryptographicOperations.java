package io.opensesame.internal.kms;

import io.opensesame.kms.KmsClient;
import io.opensesame.kms.crypto.AsymmetricDecryptRequest;
import io.opensesame.kms.crypto.AsymmetricDecryptResponse;
import io.opensesame.kms.crypto.AsymmetricEncryptRequest;
import io.opensesame.kms.crypto.AsymmetricEncryptResponse;
import io.opensesame.kms.crypto.AsymmetricSignRequest;
import io.opensesame.kms.crypto.AsymmetricSignResponse;
import io.opensesame.kms.crypto.AsymmetricVerifyRequest;
import io.opensesame.kms.crypto.AsymmetricVerifyResponse;
import io.opensesame.kms.crypto.CryptographicOperations;
import io.opensesame.kms.crypto.DecryptRequest;
import io.opensesame.kms.crypto.DecryptResponse;
import io.opensesame.kms.crypto.EncryptRequest;
import io.opensesame.kms.crypto.EncryptResponse;
import io.opensesame.kms.crypto.ExportDataKeyRequest;
import io.opensesame.kms.crypto.ExportDataKeyResponse;
import io.opensesame.kms.crypto.GenerateAndExportDataKeyRequest;
import io.opensesame.kms.crypto.GenerateAndExportDataKeyResponse;
import io.opensesame.kms.crypto.GenerateDataKeyRequest;
import io.opensesame.kms.crypto.GenerateDataKeyResponse;
import io.opensesame.kms.crypto.GenerateDataKeyWithoutPlaintextRequest;
import io.opensesame.kms.crypto.GenerateDataKeyWithoutPlaintextResponse;
import io.opensesame.kms.crypto.GetPublicKeyRequest;
import io.opensesame.kms.crypto.GetPublicKeyResponse;
import io.opensesame.kms.crypto.KeySigner;
import io.opensesame.kms.crypto.ReEncryptRequest;
import io.opensesame.kms.crypto.ReEncryptResponse;
import io.opensesame.kms.crypto.SigningAlgorithm;

/** {@link CryptographicOperations} by way of the client's one door. */
class ClientCryptographicOperations implements CryptographicOperations {
    final KmsClient client;

    ClientCryptographicOperations(KmsClient client) {
        this.client = client;
    }

    @Override
    public EncryptResponse encrypt(EncryptRequest request) {
        return client.send(request);
    }

    @Override
    public DecryptResponse decrypt(DecryptRequest request) {
        return client.send(request);
    }

    @Override
    public ReEncryptResponse reEncrypt(ReEncryptRequest request) {
        return client.send(request);
    }

    @Override
    public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
        return client.send(request);
    }

    @Override
    public GenerateDataKeyWithoutPlaintextResponse generateDataKeyWithoutPlaintext(
            GenerateDataKeyWithoutPlaintextRequest request) {
        return client.send(request);
    }

    @Override
    public ExportDataKeyResponse exportDataKey(ExportDataKeyRequest request) {
        return client.send(request);
    }

    @Override
    public GenerateAndExportDataKeyResponse generateAndExportDataKey(GenerateAndExportDataKeyRequest request) {
        return client.send(request);
    }

    @Override
    public AsymmetricSignResponse asymmetricSign(AsymmetricSignRequest request) {
        return client.send(request);
    }

    @Override
    public AsymmetricVerifyResponse asymmetricVerify(AsymmetricVerifyRequest request) {
        return client.send(request);
    }

    @Override
    public AsymmetricEncryptResponse asymmetricEncrypt(AsymmetricEncryptRequest request) {
        return client.send(request);
    }

    @Override
    public AsymmetricDecryptResponse asymmetricDecrypt(AsymmetricDecryptRequest request) {
        return client.send(request);
    }

    @Override
    public GetPublicKeyResponse getPublicKey(GetPublicKeyRequest request) {
        return client.send(request);
    }

    @Override
    public KeySigner signer(String keyId, String keyVersionId, SigningAlgorithm algorithm) {
        return new ClientKeySigner(client, keyId, keyVersionId, algorithm);
    }
}
