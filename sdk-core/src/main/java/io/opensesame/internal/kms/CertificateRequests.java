package io.opensesame.internal.kms;

import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.wire.Parameters;
import io.opensesame.kms.certificate.CertificatePrivateKeyDecryptRequest;
import io.opensesame.kms.certificate.CertificatePrivateKeySignRequest;
import io.opensesame.kms.certificate.CertificatePublicKeyEncryptRequest;
import io.opensesame.kms.certificate.CertificatePublicKeyVerifyRequest;
import io.opensesame.kms.certificate.CreateCertificateRequest;
import io.opensesame.kms.certificate.DeleteCertificateRequest;
import io.opensesame.kms.certificate.DescribeCertificateRequest;
import io.opensesame.kms.certificate.GetCertificateRequest;
import io.opensesame.kms.certificate.UpdateCertificateStatusRequest;
import io.opensesame.kms.certificate.UploadCertificateRequest;

/** Writes the requests of Certificates Manager as calls. What is signed or encrypted is secret and goes in the body. */
final class CertificateRequests {
    private CertificateRequests() {}

    static RpcCall write(CreateCertificateRequest request) {
        Parameters parameters = new Parameters("CreateCertificate")
                .set("KeySpec", request.keySpec().name())
                .set("Subject", request.subject());
        if (!request.subjectAlternativeNames().isEmpty()) {
            parameters.set("SubjectAlternativeNames", WireJson.array(request.subjectAlternativeNames()));
        }
        return parameters
                .set("ExportablePrivateKey", Boolean.toString(request.exportablePrivateKey()))
                .call();
    }

    /** In the body for its length: a chain is longer than some URLs may be. */
    static RpcCall write(UploadCertificateRequest request) {
        return named("UploadCertificate", request.certificateId())
                .set("Certificate", request.certificate())
                .set("CertificateChain", request.certificateChain())
                .confidentialCall(request.certificateId());
    }

    static RpcCall write(GetCertificateRequest request) {
        return named("GetCertificate", request.certificateId()).call(request.certificateId());
    }

    static RpcCall write(DescribeCertificateRequest request) {
        return named("DescribeCertificate", request.certificateId()).call(request.certificateId());
    }

    /** RAM's own list of actions misspells the name; the operation is called as here. */
    static RpcCall write(UpdateCertificateStatusRequest request) {
        return named("UpdateCertificateStatus", request.certificateId())
                .set("Status", request.status().name())
                .call(request.certificateId());
    }

    static RpcCall write(DeleteCertificateRequest request) {
        return named("DeleteCertificate", request.certificateId()).call(request.certificateId());
    }

    static RpcCall write(CertificatePrivateKeySignRequest request) {
        return named("CertificatePrivateKeySign", request.certificateId())
                .set("Algorithm", request.algorithm().name())
                .set("MessageType", request.messageType().name())
                .set("Message", WireBytes.format(request.message()))
                .confidentialCall(request.certificateId());
    }

    static RpcCall write(CertificatePublicKeyVerifyRequest request) {
        return named("CertificatePublicKeyVerify", request.certificateId())
                .set("Algorithm", request.algorithm().name())
                .set("MessageType", request.messageType().name())
                .set("Message", WireBytes.format(request.message()))
                .set("SignatureValue", WireBytes.format(request.signatureValue()))
                .confidentialCall(request.certificateId());
    }

    static RpcCall write(CertificatePublicKeyEncryptRequest request) {
        return named("CertificatePublicKeyEncrypt", request.certificateId())
                .set("Algorithm", request.algorithm().name())
                .set("Plaintext", WireBytes.plaintext(request.exposePlaintext()))
                .confidentialCall(request.certificateId());
    }

    static RpcCall write(CertificatePrivateKeyDecryptRequest request) {
        return named("CertificatePrivateKeyDecrypt", request.certificateId())
                .set("Algorithm", request.algorithm().name())
                .set("CiphertextBlob", WireBytes.format(request.ciphertextBlob()))
                .confidentialCall(request.certificateId());
    }

    private static Parameters named(String action, String certificateId) {
        return new Parameters(action).set("CertificateId", certificateId);
    }
}
