package io.opensesame.kms.certificate;

import io.opensesame.kms.KmsRequest;

/**
 * A request of one of the {@link CertificateOperations}; not to be confused with a certificate signing request.
 *
 * @param <R> the type of the answer
 */
public sealed interface CertificateOperationRequest<R> extends KmsRequest<R>
        permits CertificatePrivateKeyDecryptRequest,
                CertificatePrivateKeySignRequest,
                CertificatePublicKeyEncryptRequest,
                CertificatePublicKeyVerifyRequest,
                CreateCertificateRequest,
                DeleteCertificateRequest,
                DescribeCertificateRequest,
                GetCertificateRequest,
                UpdateCertificateStatusRequest,
                UploadCertificateRequest {}
