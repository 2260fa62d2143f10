package io.opensesame.internal.kms;

import io.opensesame.kms.KmsClient;
import io.opensesame.kms.certificate.CertificateOperations;
import io.opensesame.kms.certificate.CertificatePrivateKeyDecryptRequest;
import io.opensesame.kms.certificate.CertificatePrivateKeyDecryptResponse;
import io.opensesame.kms.certificate.CertificatePrivateKeySignRequest;
import io.opensesame.kms.certificate.CertificatePrivateKeySignResponse;
import io.opensesame.kms.certificate.CertificatePublicKeyEncryptRequest;
import io.opensesame.kms.certificate.CertificatePublicKeyEncryptResponse;
import io.opensesame.kms.certificate.CertificatePublicKeyVerifyRequest;
import io.opensesame.kms.certificate.CertificatePublicKeyVerifyResponse;
import io.opensesame.kms.certificate.CreateCertificateRequest;
import io.opensesame.kms.certificate.CreateCertificateResponse;
import io.opensesame.kms.certificate.DeleteCertificateRequest;
import io.opensesame.kms.certificate.DeleteCertificateResponse;
import io.opensesame.kms.certificate.DescribeCertificateRequest;
import io.opensesame.kms.certificate.DescribeCertificateResponse;
import io.opensesame.kms.certificate.GetCertificateRequest;
import io.opensesame.kms.certificate.GetCertificateResponse;
import io.opensesame.kms.certificate.UpdateCertificateStatusRequest;
import io.opensesame.kms.certificate.UpdateCertificateStatusResponse;
import io.opensesame.kms.certificate.UploadCertificateRequest;
import io.opensesame.kms.certificate.UploadCertificateResponse;

/** {@link CertificateOperations} by way of the client's one door. */
final class ClientCertificateOperations implements CertificateOperations {
    private final KmsClient client;

    ClientCertificateOperations(KmsClient client) {
        this.client = client;
    }

    @Override
    public CreateCertificateResponse createCertificate(CreateCertificateRequest request) {
        return client.send(request);
    }

    @Override
    public UploadCertificateResponse uploadCertificate(UploadCertificateRequest request) {
        return client.send(request);
    }

    @Override
    public GetCertificateResponse getCertificate(GetCertificateRequest request) {
        return client.send(request);
    }

    @Override
    public DescribeCertificateResponse describeCertificate(DescribeCertificateRequest request) {
        return client.send(request);
    }

    @Override
    public UpdateCertificateStatusResponse updateCertificateStatus(UpdateCertificateStatusRequest request) {
        return client.send(request);
    }

    @Override
    public DeleteCertificateResponse deleteCertificate(DeleteCertificateRequest request) {
        return client.send(request);
    }

    @Override
    public CertificatePrivateKeySignResponse certificatePrivateKeySign(CertificatePrivateKeySignRequest request) {
        return client.send(request);
    }

    @Override
    public CertificatePublicKeyVerifyResponse certificatePublicKeyVerify(CertificatePublicKeyVerifyRequest request) {
        return client.send(request);
    }

    @Override
    public CertificatePublicKeyEncryptResponse certificatePublicKeyEncrypt(CertificatePublicKeyEncryptRequest request) {
        return client.send(request);
    }

    @Override
    public CertificatePrivateKeyDecryptResponse certificatePrivateKeyDecrypt(
            CertificatePrivateKeyDecryptRequest request) {
        return client.send(request);
    }
}
