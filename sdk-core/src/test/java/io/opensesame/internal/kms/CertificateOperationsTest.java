package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.kms.certificate.CertificateKeySpec;
import io.opensesame.kms.certificate.CertificateOperations;
import io.opensesame.kms.certificate.CertificatePrivateKeyDecryptRequest;
import io.opensesame.kms.certificate.CertificatePrivateKeySignRequest;
import io.opensesame.kms.certificate.CertificatePublicKeyEncryptRequest;
import io.opensesame.kms.certificate.CertificatePublicKeyVerifyRequest;
import io.opensesame.kms.certificate.CertificateStatus;
import io.opensesame.kms.certificate.CreateCertificateRequest;
import io.opensesame.kms.certificate.CreateCertificateResponse;
import io.opensesame.kms.certificate.DeleteCertificateRequest;
import io.opensesame.kms.certificate.DescribeCertificateRequest;
import io.opensesame.kms.certificate.DescribeCertificateResponse;
import io.opensesame.kms.certificate.GetCertificateRequest;
import io.opensesame.kms.certificate.GetCertificateResponse;
import io.opensesame.kms.certificate.UpdateCertificateStatusRequest;
import io.opensesame.kms.certificate.UploadCertificateRequest;
import io.opensesame.kms.crypto.EncryptionAlgorithm;
import io.opensesame.kms.crypto.SigningAlgorithm;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each operation is sent under its name with its parameters, and its answer read. */
class CertificateOperationsTest {
    private static final String SUBJECT = "CN=orders,OU=IT,O=Example,C=CN";
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n";
    private static final byte[] BLOB = {1, 2, 3};

    private final FakeTransport transport = FakeTransport.answering("""
            {"RequestId":"r-1","CertificateId":"cert-1","Arn":"acs:kms:cn-hangzhou:1:certificate/cert-1","Csr":"CSR",
             "Certificate":"CERT","CertificateChain":"CHAIN","SignatureValue":"AQID","SignatureValid":true,
             "CiphertextBlob":"BAUG","Plaintext":"AP8Q","Status":"ACTIVE","KeySpec":"EC_P256",
             "SignatureAlgorithm":"ECDSA-SHA256","Subject":"CN=orders","Issuer":"CN=ca","Serial":"12ab",
             "SubjectKeyIdentifier":"ski","SubjectPublicKey":"PUB","SubjectAlternativeNames":["a.example","b.example"],
             "NotBefore":"2026-01-01T00:00:00Z","NotAfter":"2027-01-01T00:00:00Z","CreatedAt":"2025-12-01T00:00:00Z",
             "UpdatedAt":"2025-12-02T00:00:00Z","ExportablePrivateKey":false,"Tags":{"team":"pay","empty":""}}""");
    private final CertificateOperations certificates = transport.client().certificates();

    private void assertSent(String action, boolean inBody, Map<String, String> parameters) {
        assertThat(transport.onlyCall().action()).isEqualTo(action);
        assertThat(transport.onlyCall().parameters()).isEqualTo(parameters);
        assertThat(transport.onlyCall().confidential()).isEqualTo(inBody);
    }

    @Test
    void createCertificate_everything_sendsNamesAsJson() {
        CreateCertificateResponse answer = certificates.createCertificate(CreateCertificateRequest.builder()
                .keySpec(CertificateKeySpec.EC_P256)
                .subject(SUBJECT)
                .subjectAlternativeNames(List.of("a.example", "b.example"))
                .exportablePrivateKey(false)
                .build());

        assertThat(answer.certificateId()).isEqualTo("cert-1");
        assertThat(answer.arn()).endsWith(":certificate/cert-1");
        assertThat(answer.csr()).isEqualTo("CSR");
        assertSent(
                "CreateCertificate",
                false,
                Map.of(
                        "KeySpec",
                        "EC_P256",
                        "Subject",
                        SUBJECT,
                        "SubjectAlternativeNames",
                        "[\"a.example\",\"b.example\"]",
                        "ExportablePrivateKey",
                        "false"));
    }

    @Test
    void createCertificate_defaults_areExportableAndWithoutNames() {
        certificates.createCertificate(CreateCertificateRequest.builder()
                .keySpec(CertificateKeySpec.RSA_2048)
                .subject(SUBJECT)
                .build());

        assertSent(
                "CreateCertificate",
                false,
                Map.of("KeySpec", "RSA_2048", "Subject", SUBJECT, "ExportablePrivateKey", "true"));
    }

    @Test
    void uploadCertificate_withChain_sendsBothInTheBody() {
        assertThat(certificates
                        .uploadCertificate(UploadCertificateRequest.builder()
                                .certificateId("cert-1")
                                .certificate(PEM)
                                .certificateChain(PEM + PEM)
                                .build())
                        .requestId())
                .isEqualTo("r-1");

        assertSent(
                "UploadCertificate",
                true,
                Map.of("CertificateId", "cert-1", "Certificate", PEM, "CertificateChain", PEM + PEM));
    }

    @Test
    void getCertificate_uploaded_hasAllThree() {
        GetCertificateResponse answer = certificates.getCertificate(GetCertificateRequest.of("cert-1"));

        assertThat(answer.certificate()).hasValue("CERT");
        assertThat(answer.certificateChain()).hasValue("CHAIN");
        assertThat(answer.csr()).hasValue("CSR");
        assertSent("GetCertificate", false, Map.of("CertificateId", "cert-1"));
    }

    @Test
    void describeCertificate_active_readsEverything() {
        DescribeCertificateResponse answer = certificates.describeCertificate(DescribeCertificateRequest.of("cert-1"));

        assertThat(answer.status()).isEqualTo(CertificateStatus.ACTIVE);
        assertThat(answer.keySpec()).isEqualTo(CertificateKeySpec.EC_P256);
        assertThat(answer.signatureAlgorithm()).hasValue("ECDSA-SHA256");
        assertThat(answer.subject()).hasValue("CN=orders");
        assertThat(answer.issuer()).hasValue("CN=ca");
        assertThat(answer.serial()).hasValue("12ab");
        assertThat(answer.subjectKeyIdentifier()).hasValue("ski");
        assertThat(answer.subjectPublicKey()).hasValue("PUB");
        assertThat(answer.subjectAlternativeNames()).containsExactly("a.example", "b.example");
        assertThat(answer.notBefore()).hasValue(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(answer.notAfter()).hasValue(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(answer.createdAt()).hasValue(Instant.parse("2025-12-01T00:00:00Z"));
        assertThat(answer.updatedAt()).hasValue(Instant.parse("2025-12-02T00:00:00Z"));
        assertThat(answer.exportablePrivateKey()).isFalse();
        assertThat(answer.tags()).isEqualTo(Map.of("team", "pay", "empty", ""));
        assertSent("DescribeCertificate", false, Map.of("CertificateId", "cert-1"));
    }

    @Test
    void describeCertificate_pending_hasNothingOfTheAuthority() {
        FakeTransport pending = FakeTransport.answering("""
                {"CertificateId":"c","Arn":"a","Status":"PENDING","KeySpec":"RSA_2048","ExportablePrivateKey":true,
                 "NotAfter":"","Issuer":null}""");

        DescribeCertificateResponse answer =
                pending.client().certificates().describeCertificate(DescribeCertificateRequest.of("c"));

        assertThat(answer.status()).isEqualTo(CertificateStatus.PENDING);
        assertThat(answer.issuer()).isEmpty();
        assertThat(answer.notAfter()).isEmpty();
        assertThat(answer.subjectAlternativeNames()).isEmpty();
        assertThat(answer.tags()).isEmpty();
    }

    @Test
    void updateCertificateStatus_revoked_isSpelledAsTheApiDoes() {
        certificates.updateCertificateStatus(UpdateCertificateStatusRequest.of("cert-1", CertificateStatus.REVOKED));

        assertSent("UpdateCertificateStatus", false, Map.of("CertificateId", "cert-1", "Status", "REVOKED"));
    }

    @Test
    void deleteCertificate_id_isSent() {
        certificates.deleteCertificate(DeleteCertificateRequest.of("cert-1"));

        assertSent("DeleteCertificate", false, Map.of("CertificateId", "cert-1"));
    }

    @Test
    void certificatePrivateKeySign_message_isSentRawInTheBody() {
        assertThat(certificates
                        .certificatePrivateKeySign(CertificatePrivateKeySignRequest.builder()
                                .certificateId("cert-1")
                                .algorithm(SigningAlgorithm.ECDSA_SHA_256)
                                .rawMessage(BLOB)
                                .build())
                        .signatureValue())
                .containsExactly(1, 2, 3);

        assertSent(
                "CertificatePrivateKeySign",
                true,
                Map.of(
                        "CertificateId", "cert-1",
                        "Algorithm", "ECDSA_SHA_256",
                        "MessageType", "RAW",
                        "Message", "AQID"));
    }

    @Test
    void certificatePublicKeyVerify_digest_isSentWithTheSignature() {
        byte[] digest = new byte[32];

        assertThat(certificates
                        .certificatePublicKeyVerify(CertificatePublicKeyVerifyRequest.builder()
                                .certificateId("cert-1")
                                .algorithm(SigningAlgorithm.SM2DSA)
                                .digest(digest)
                                .signatureValue(BLOB)
                                .build())
                        .valid())
                .isTrue();

        assertSent(
                "CertificatePublicKeyVerify",
                true,
                Map.of(
                        "CertificateId", "cert-1",
                        "Algorithm", "SM2DSA",
                        "MessageType", "DIGEST",
                        "Message", Base64.getEncoder().encodeToString(digest),
                        "SignatureValue", "AQID"));
    }

    @Test
    void certificatePublicKeyEncrypt_plaintext_isSentInTheBody() {
        assertThat(certificates
                        .certificatePublicKeyEncrypt(CertificatePublicKeyEncryptRequest.of(
                                "cert-1", EncryptionAlgorithm.RSAES_OAEP_SHA_256, BLOB))
                        .ciphertextBlob())
                .containsExactly(4, 5, 6);

        assertSent(
                "CertificatePublicKeyEncrypt",
                true,
                Map.of("CertificateId", "cert-1", "Algorithm", "RSAES_OAEP_SHA_256", "Plaintext", "AQID"));
    }

    @Test
    void certificatePrivateKeyDecrypt_ciphertext_isSentInTheBody() {
        assertThat(certificates
                        .certificatePrivateKeyDecrypt(
                                CertificatePrivateKeyDecryptRequest.of("cert-1", EncryptionAlgorithm.SM2PKE, BLOB))
                        .exposePlaintext())
                .containsExactly(0, 0xff, 16);

        assertSent(
                "CertificatePrivateKeyDecrypt",
                true,
                Map.of("CertificateId", "cert-1", "Algorithm", "SM2PKE", "CiphertextBlob", "AQID"));
    }
}
