package io.opensesame.kms.certificate;

/**
 * The operations of KMS's Certificates Manager. Thread-safe.
 *
 * <p>Each method waits for the answer, at most until the client's call deadline, and throws what {@code KmsClient.send}
 * throws; that client's {@code sendAsync} takes the same requests without waiting.
 */
public interface CertificateOperations {
    /**
     * Makes a key pair and a certificate signing request.
     *
     * @param request what to ask for
     * @return the answer
     * @see "KMS API reference: CreateCertificate"
     */
    CreateCertificateResponse createCertificate(CreateCertificateRequest request);

    /**
     * Brings the certificate that an authority issued for the signing request, which puts it in use.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such certificate
     * @see "KMS API reference: UploadCertificate"
     */
    UploadCertificateResponse uploadCertificate(UploadCertificateRequest request);

    /**
     * Fetches a certificate, its chain and its signing request.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such certificate
     * @see "KMS API reference: GetCertificate"
     */
    GetCertificateResponse getCertificate(GetCertificateRequest request);

    /**
     * Tells what a certificate is.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such certificate
     * @see "KMS API reference: DescribeCertificate"
     */
    DescribeCertificateResponse describeCertificate(DescribeCertificateRequest request);

    /**
     * Puts a certificate in or out of use, or revokes it for good.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such certificate
     * @see "KMS API reference: UpdateCertificateStatus"
     */
    UpdateCertificateStatusResponse updateCertificateStatus(UpdateCertificateStatusRequest request);

    /**
     * Deletes a certificate with its private key, for good.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such certificate
     * @see "KMS API reference: DeleteCertificate"
     */
    DeleteCertificateResponse deleteCertificate(DeleteCertificateRequest request);

    /**
     * Signs a message or a digest with the private key of a certificate.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such certificate
     * @throws io.opensesame.error.KeyUnavailableException if the certificate's status forbids it
     * @see "KMS API reference: CertificatePrivateKeySign"
     */
    CertificatePrivateKeySignResponse certificatePrivateKeySign(CertificatePrivateKeySignRequest request);

    /**
     * Has KMS verify a signature with the public key of a certificate.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such certificate
     * @throws io.opensesame.error.KeyUnavailableException if the certificate's status forbids it; a revoked one still
     *     verifies
     * @see "KMS API reference: CertificatePublicKeyVerify"
     */
    CertificatePublicKeyVerifyResponse certificatePublicKeyVerify(CertificatePublicKeyVerifyRequest request);

    /**
     * Encrypts a little data with the public key of a certificate.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such certificate
     * @throws io.opensesame.error.KeyUnavailableException if the certificate's status forbids it
     * @see "KMS API reference: CertificatePublicKeyEncrypt"
     */
    CertificatePublicKeyEncryptResponse certificatePublicKeyEncrypt(CertificatePublicKeyEncryptRequest request);

    /**
     * Decrypts a ciphertext with the private key of a certificate.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such certificate
     * @throws io.opensesame.error.KeyUnavailableException if the certificate's status forbids it
     * @see "KMS API reference: CertificatePrivateKeyDecrypt"
     */
    CertificatePrivateKeyDecryptResponse certificatePrivateKeyDecrypt(CertificatePrivateKeyDecryptRequest request);
}
