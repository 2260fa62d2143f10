package io.opensesame.internal.kms;

import io.opensesame.internal.wire.Answer;
import io.opensesame.internal.wire.WireTime;
import io.opensesame.kms.certificate.CertificateKeySpec;
import io.opensesame.kms.certificate.CertificatePrivateKeyDecryptResponse;
import io.opensesame.kms.certificate.CertificatePrivateKeySignResponse;
import io.opensesame.kms.certificate.CertificatePublicKeyEncryptResponse;
import io.opensesame.kms.certificate.CertificatePublicKeyVerifyResponse;
import io.opensesame.kms.certificate.CertificateStatus;
import io.opensesame.kms.certificate.CreateCertificateResponse;
import io.opensesame.kms.certificate.DeleteCertificateResponse;
import io.opensesame.kms.certificate.DescribeCertificateResponse;
import io.opensesame.kms.certificate.GetCertificateResponse;
import io.opensesame.kms.certificate.UpdateCertificateStatusResponse;
import io.opensesame.kms.certificate.UploadCertificateResponse;

/** Reads the answers of Certificates Manager. */
final class CertificateAnswers {
    private CertificateAnswers() {}

    static CreateCertificateResponse createCertificate(Answer answer) {
        return new CreateCertificateResponse(
                answer.text("CertificateId"), answer.text("Arn"), answer.text("Csr"), answer.requestId());
    }

    static UploadCertificateResponse uploadCertificate(Answer answer) {
        return new UploadCertificateResponse(answer.requestId());
    }

    static GetCertificateResponse getCertificate(Answer answer) {
        return new GetCertificateResponse(
                answer.text("CertificateId"),
                answer.optional("Certificate", pem -> pem),
                answer.optional("CertificateChain", pem -> pem),
                answer.optional("Csr", pem -> pem),
                answer.requestId());
    }

    static DescribeCertificateResponse describeCertificate(Answer answer) {
        DescribeCertificateResponse.Builder response = DescribeCertificateResponse.builder()
                .certificateId(answer.text("CertificateId"))
                .arn(answer.text("Arn"))
                .status(answer.required("Status", CertificateStatus::of))
                .keySpec(answer.required("KeySpec", CertificateKeySpec::of))
                .subjectAlternativeNames(
                        answer.texts("SubjectAlternativeNames", "SubjectAlternativeName", name -> name))
                .exportablePrivateKey(answer.flag("ExportablePrivateKey"))
                .tags(answer.pairs("Tags"))
                .requestId(answer.requestId());
        answer.optional("SignatureAlgorithm", name -> name).ifPresent(response::signatureAlgorithm);
        answer.optional("Subject", name -> name).ifPresent(response::subject);
        answer.optional("Issuer", name -> name).ifPresent(response::issuer);
        answer.optional("Serial", serial -> serial).ifPresent(response::serial);
        answer.optional("SubjectKeyIdentifier", id -> id).ifPresent(response::subjectKeyIdentifier);
        answer.optional("SubjectPublicKey", pem -> pem).ifPresent(response::subjectPublicKey);
        answer.optional("NotBefore", WireTime::parseInstant).ifPresent(response::notBefore);
        answer.optional("NotAfter", WireTime::parseInstant).ifPresent(response::notAfter);
        answer.optional("CreatedAt", WireTime::parseInstant).ifPresent(response::createdAt);
        answer.optional("UpdatedAt", WireTime::parseInstant).ifPresent(response::updatedAt);
        return response.build();
    }

    static UpdateCertificateStatusResponse updateCertificateStatus(Answer answer) {
        return new UpdateCertificateStatusResponse(answer.requestId());
    }

    static DeleteCertificateResponse deleteCertificate(Answer answer) {
        return new DeleteCertificateResponse(answer.requestId());
    }

    static CertificatePrivateKeySignResponse certificatePrivateKeySign(Answer answer) {
        return new CertificatePrivateKeySignResponse(
                answer.text("CertificateId"), answer.required("SignatureValue", WireBytes::parse), answer.requestId());
    }

    static CertificatePublicKeyVerifyResponse certificatePublicKeyVerify(Answer answer) {
        return new CertificatePublicKeyVerifyResponse(
                answer.text("CertificateId"), answer.flag("SignatureValid"), answer.requestId());
    }

    static CertificatePublicKeyEncryptResponse certificatePublicKeyEncrypt(Answer answer) {
        return new CertificatePublicKeyEncryptResponse(
                answer.text("CertificateId"), answer.required("CiphertextBlob", WireBytes::parse), answer.requestId());
    }

    static CertificatePrivateKeyDecryptResponse certificatePrivateKeyDecrypt(Answer answer) {
        return new CertificatePrivateKeyDecryptResponse(
                answer.text("CertificateId"),
                answer.required("Plaintext", WireBytes::parsePlaintext),
                answer.requestId());
    }
}
