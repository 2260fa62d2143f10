package io.opensesame.kms.crypto;

import io.opensesame.kms.KmsRequest;

/**
 * A request of one of the {@link CryptographicOperations}.
 *
 * @param <R> the type of the answer
 */
public sealed interface CryptographicRequest<R> extends KmsRequest<R>
        permits AsymmetricDecryptRequest,
                AsymmetricEncryptRequest,
                AsymmetricSignRequest,
                AsymmetricVerifyRequest,
                DecryptRequest,
                EncryptRequest,
                ExportDataKeyRequest,
                GenerateAndExportDataKeyRequest,
                GenerateDataKeyRequest,
                GenerateDataKeyWithoutPlaintextRequest,
                GetPublicKeyRequest,
                ReEncryptRequest {}
