package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.error.KmsServiceException;
import io.opensesame.error.ResourceNotFoundException;
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
import io.opensesame.kms.tag.TagResourceRequest;
import io.opensesame.kms.tag.TaggedResource;
import io.opensesame.localkms.LocalKms;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of a certificate, over real HTTP and with a real authority. */
class CertificatesIT {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final X500Name AUTHORITY = new X500Name("CN=Test CA");
    private static final byte[] MESSAGE = "receipt".getBytes(StandardCharsets.UTF_8);

    private final KeyPair authority = authorityKeys();
    private final LocalKms kms = LocalKms.builder().frozenClock(NOW).start();
    private final OpenSesame sesame = TestClients.connectedTo(kms).build();
    private final CertificateOperations certificates = sesame.kms().certificates();

    @AfterEach
    void close() {
        sesame.close();
        kms.close();
    }

    private static KeyPair authorityKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String issue(X500Name subject, SubjectPublicKeyInfo key, Extension extension) {
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    AUTHORITY,
                    BigInteger.valueOf(4711),
                    Date.from(NOW),
                    Date.from(NOW.plus(Duration.ofDays(365))),
                    subject,
                    key);
            builder.addExtension(extension);
            byte[] der = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate()))
                    .getEncoded();
            return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(der)
                    + "\n-----END CERTIFICATE-----\n";
        } catch (IOException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    private String issueFor(String csr) {
        try (PEMParser parser = new PEMParser(new StringReader(csr))) {
            PKCS10CertificationRequest request = (PKCS10CertificationRequest) parser.readObject();
            Extension names = request.getRequestedExtensions().getExtension(Extension.subjectAlternativeName);
            return issue(request.getSubject(), request.getSubjectPublicKeyInfo(), names);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String root() {
        try {
            return issue(
                    AUTHORITY,
                    SubjectPublicKeyInfo.getInstance(authority.getPublic().getEncoded()),
                    Extension.create(Extension.basicConstraints, true, new BasicConstraints(true)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private CreateCertificateResponse create(CertificateKeySpec spec) {
        return certificates.createCertificate(CreateCertificateRequest.builder()
                .keySpec(spec)
                .subject("CN=orders.example.com,OU=IT,O=Example,C=CN")
                .subjectAlternativeNames(List.of("orders.example.com", "www.example.com"))
                .exportablePrivateKey(false)
                .build());
    }

    private String createActive(CertificateKeySpec spec) {
        CreateCertificateResponse created = create(spec);
        certificates.uploadCertificate(UploadCertificateRequest.builder()
                .certificateId(created.certificateId())
                .certificate(issueFor(created.csr()))
                .certificateChain(root())
                .build());
        return created.certificateId();
    }

    private DescribeCertificateResponse describe(String id) {
        return certificates.describeCertificate(DescribeCertificateRequest.of(id));
    }

    private CertificatePrivateKeySignRequest.Builder sign(String id) {
        return CertificatePrivateKeySignRequest.builder().certificateId(id).algorithm(SigningAlgorithm.ECDSA_SHA_256);
    }

    private boolean verifies(String id, byte[] message, byte[] signature) {
        return certificates
                .certificatePublicKeyVerify(CertificatePublicKeyVerifyRequest.builder()
                        .certificateId(id)
                        .algorithm(SigningAlgorithm.ECDSA_SHA_256)
                        .rawMessage(message)
                        .signatureValue(signature)
                        .build())
                .valid();
    }

    @Test
    void describe_beforeAndAfterTheUpload_tellsWhatIsKnown() {
        CreateCertificateResponse created = create(CertificateKeySpec.EC_P256);
        DescribeCertificateResponse pending = describe(created.certificateId());
        GetCertificateResponse empty = certificates.getCertificate(GetCertificateRequest.of(created.certificateId()));
        assertThat(pending.status()).isEqualTo(CertificateStatus.PENDING);
        assertThat(pending.notAfter()).isEmpty();
        assertThat(pending.subjectAlternativeNames()).contains("orders.example.com", "www.example.com");
        assertThat(empty.certificate()).isEmpty();
        assertThat(empty.csr()).hasValue(created.csr());

        String certificate = issueFor(created.csr());
        certificates.uploadCertificate(UploadCertificateRequest.builder()
                .certificateId(created.certificateId())
                .certificate(certificate)
                .certificateChain(root())
                .build());

        DescribeCertificateResponse active = describe(created.certificateId());
        assertThat(active.status()).isEqualTo(CertificateStatus.ACTIVE);
        assertThat(active.arn()).isEqualTo(created.arn()).endsWith(":certificate/" + created.certificateId());
        assertThat(active.keySpec()).isEqualTo(CertificateKeySpec.EC_P256);
        assertThat(active.issuer())
                .hasValueSatisfying(issuer -> assertThat(issuer).contains("Test CA"));
        assertThat(active.notAfter()).hasValue(NOW.plus(Duration.ofDays(365)));
        assertThat(active.subjectAlternativeNames()).contains("orders.example.com", "www.example.com");
        assertThat(active.exportablePrivateKey()).isFalse();
        assertThat(certificates
                        .getCertificate(GetCertificateRequest.of(created.certificateId()))
                        .certificate())
                .isPresent();
    }

    @Test
    void sign_messageOrItsDigest_verifies() throws GeneralSecurityException {
        String id = createActive(CertificateKeySpec.EC_P256);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(MESSAGE);

        byte[] ofMessage = certificates
                .certificatePrivateKeySign(sign(id).rawMessage(MESSAGE).build())
                .signatureValue();
        byte[] ofDigest = certificates
                .certificatePrivateKeySign(sign(id).digest(digest).build())
                .signatureValue();

        assertThat(verifies(id, MESSAGE, ofMessage)).isTrue();
        assertThat(verifies(id, MESSAGE, ofDigest)).isTrue();
        assertThat(verifies(id, digest, ofMessage)).isFalse();
    }

    @Test
    void revoked_stillVerifiesAndNeverSigns() {
        String id = createActive(CertificateKeySpec.EC_P256);
        byte[] signature = certificates
                .certificatePrivateKeySign(sign(id).rawMessage(MESSAGE).build())
                .signatureValue();

        certificates.updateCertificateStatus(UpdateCertificateStatusRequest.of(id, CertificateStatus.REVOKED));

        assertThat(describe(id).status()).isEqualTo(CertificateStatus.REVOKED);
        assertThat(verifies(id, MESSAGE, signature)).isTrue();
        assertThatExceptionOfType(KmsServiceException.class)
                .isThrownBy(() -> certificates.certificatePrivateKeySign(
                        sign(id).rawMessage(MESSAGE).build()));
    }

    @Test
    void encrypt_withTheCertificate_decrypts() {
        String id = createActive(CertificateKeySpec.RSA_2048);

        byte[] ciphertext = certificates
                .certificatePublicKeyEncrypt(
                        CertificatePublicKeyEncryptRequest.of(id, EncryptionAlgorithm.RSAES_OAEP_SHA_256, MESSAGE))
                .ciphertextBlob();

        assertThat(certificates
                        .certificatePrivateKeyDecrypt(CertificatePrivateKeyDecryptRequest.of(
                                id, EncryptionAlgorithm.RSAES_OAEP_SHA_256, ciphertext))
                        .exposePlaintext())
                .isEqualTo(MESSAGE);
    }

    @Test
    void tags_ofACertificate_areDescribed() {
        String id = create(CertificateKeySpec.EC_P256).certificateId();

        sesame.kms()
                .tags()
                .tagResource(TagResourceRequest.builder()
                        .resource(TaggedResource.certificate(id))
                        .tag("team", "pay")
                        .build());

        assertThat(describe(id).tags()).isEqualTo(Map.of("team", "pay"));
    }

    @Test
    void deleted_isNotFound() {
        String id = create(CertificateKeySpec.EC_P256).certificateId();

        certificates.deleteCertificate(DeleteCertificateRequest.of(id));

        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> describe(id))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("Certificate.NotFound"));
    }
}
