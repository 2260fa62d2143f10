package io.opensesame.localkms.engine.certificate;

import static io.opensesame.localkms.engine.certificate.CertificateScene.ROOT;
import static io.opensesame.localkms.engine.certificate.CertificateScene.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Account;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Origin;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.RandomIds;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateOperationsTest {
    private static final String ID = "CertificateId";

    private final CertificateScene scene = new CertificateScene();

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, 1.2.840.113549.1.1.11",
        "EC_P256,  1.2.840.10045.4.3.2",
        "EC_SM2,   1.2.156.10197.1.501",
    })
    void createCertificate_everySpec_makesARequestThatVerifies(String keySpec, String algorithmOid) throws Exception {
        ObjectNode created = scene.call(
                "CreateCertificate",
                "KeySpec",
                keySpec,
                "Subject",
                SUBJECT,
                "SubjectAlternativeNames",
                "[\"pay.example\",\"*.pay.example\"]");

        PKCS10CertificationRequest request =
                TestAuthority.parse(created.get("Csr").textValue());
        assertThat(request.isSignatureValid(new JcaContentVerifierProviderBuilder()
                        .setProvider(TestAuthority.BOUNCY_CASTLE)
                        .build(request.getSubjectPublicKeyInfo())))
                .isTrue();
        assertThat(request.getSignatureAlgorithm().getAlgorithm().getId()).isEqualTo(algorithmOid);
        assertThat(request.getSubject().toString()).isEqualTo("C=CN,O=Example\\, Ltd,OU=Payments,CN=pay.example");
        assertThat(dnsNames(request.getRequestedExtensions())).containsExactly("pay.example", "*.pay.example");
        assertThat(created.get("Arn").textValue())
                .isEqualTo("acs:kms:cn-hangzhou:100000000000:certificate/"
                        + created.get(ID).textValue());
    }

    /** An RSA pair takes long, and what handles a request holds the engine's lock. */
    @Test
    void createCertificate_whileItHoldsTheLock_generatesNothing() {
        AtomicBoolean generated = new AtomicBoolean();
        SecureRandom random = new SecureRandom() {
            @Override
            public void nextBytes(byte[] bytes) {
                generated.set(true);
                super.nextBytes(bytes);
            }
        };
        Certificates certificates =
                new Certificates(new Account("1", "cn-hangzhou"), new RandomIds(new SecureRandom()), random);
        Parameters parameters = new Parameters(Map.of("KeySpec", "RSA_2048", "Subject", SUBJECT));
        Request request = new Request(parameters, Caller.root("1"), Origin.IN_PROCESS, Instant.EPOCH);

        Operation create = Objects.requireNonNull(certificates.table().get("CreateCertificate"));
        Supplier<ObjectNode> answer = create.handler().apply(request);

        assertThat(generated).isFalse();
        assertThat(answer.get().get("Csr").textValue()).startsWith("-----BEGIN CERTIFICATE REQUEST-----\n");
        assertThat(generated).isTrue();
    }

    @Test
    void createCertificate_everyPair_isItsOwn() {
        String one = scene.pending("EC_P256");
        String other = scene.pending("EC_P256");

        assertThat(one).isNotEqualTo(other);
        assertThat(scene.describe(one).get("SubjectPublicKey"))
                .isNotEqualTo(scene.describe(other).get("SubjectPublicKey"));
        assertThat(scene.csr(one)).isEqualTo(scene.csr(one));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA_3072", "EC_P256K", "Aliyun_AES_256", "ec_p256"})
    void createCertificate_otherSpecs_areRefused(String keySpec) {
        scene.assertInvalid("KeySpec", "CreateCertificate", "KeySpec", keySpec, "Subject", SUBJECT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pay.example",
                "CN=pay.example,OU=Payments,O=Example",
                "CN=pay.example,OU=Payments,C=CN",
                "CN=pay.example,O=Example,C=CN",
                "OU=Payments,O=Example,C=CN",
                "CN=,OU=Payments,O=Example,C=CN",
                "CN=pay.example,OU=Payments,O=Example,C=China",
            })
    void createCertificate_incompleteSubjects_areRefused(String subject) {
        scene.assertInvalid("Subject", "CreateCertificate", "KeySpec", "EC_P256", "Subject", subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pay.example", "{}", "[1]", "[\"\"]", "[\"a b\"]", "[\"-a.example\"]", "[\"a..b\"]"})
    void createCertificate_badAlternativeNames_areRefused(String names) {
        assertBadAlternatives(names);
    }

    @Test
    void createCertificate_elevenAlternativeNames_areRefused() {
        assertBadAlternatives(IntStream.range(0, 11)
                .mapToObj(i -> "\"d" + i + ".example\"")
                .collect(Collectors.joining(",", "[", "]")));
    }

    @Test
    void createCertificate_missingParameters_areNamed() {
        scene.assertRefused(400, "MissingParameter", "\"KeySpec\"", "CreateCertificate", "Subject", SUBJECT);
        scene.assertRefused(400, "MissingParameter", "\"Subject\"", "CreateCertificate", "KeySpec", "EC_SM2");
    }

    @Test
    void describeCertificate_pending_tellsWhatWasRequested() {
        String id = scene.call(
                        "CreateCertificate",
                        "KeySpec",
                        "RSA_2048",
                        "Subject",
                        SUBJECT,
                        "SubjectAlternativeNames",
                        "[\"pay.example\"]",
                        "ExportablePrivateKey",
                        "false")
                .get(ID)
                .textValue();

        ObjectNode description = scene.describe(id);

        assertThat(description.remove("SubjectPublicKey").textValue()).startsWith("-----BEGIN PUBLIC KEY-----\n");
        assertThat(description.toString())
                .isEqualTo("{\"CertificateId\":\"" + id
                        + "\",\"Arn\":\"acs:kms:cn-hangzhou:100000000000:certificate/" + id
                        + "\",\"Status\":\"PENDING\",\"KeySpec\":\"RSA_2048\",\"SignatureAlgorithm\":\"RSA2048-SHA256\""
                        + ",\"CreatedAt\":\"2026-03-01T10:00:00Z\",\"UpdatedAt\":\"2026-03-01T10:00:00Z\""
                        + ",\"ExportablePrivateKey\":false,\"Subject\":\"CN=pay.example,OU=Payments,O=Example\\\\, Ltd,C=CN\""
                        + ",\"SubjectAlternativeNames\":[\"pay.example\"],\"Tags\":{}}");
    }

    @Test
    void describeCertificate_uploaded_tellsWhatTheAuthorityWrote() throws Exception {
        String id = scene.pending("EC_P256");
        GeneralNames names = new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "other.example"),
            new GeneralName(GeneralName.rfc822Name, "a@b.example")
        });
        Extension keyIdentifier = new Extension(
                Extension.subjectKeyIdentifier, false, new DEROctetString(new byte[] {1, (byte) 0xfe}).getEncoded());
        String certificate = ROOT.issueAs(
                "CN=other.example,C=CN",
                scene.csr(id),
                new Extension(Extension.subjectAlternativeName, false, names.getEncoded()),
                keyIdentifier);
        scene.clock.advance(Duration.ofHours(1));

        scene.call("UploadCertificate", ID, id, "Certificate", certificate);

        ObjectNode description = scene.describe(id);
        assertThat(texts(description, "Status", "SignatureAlgorithm", "Subject", "Issuer", "Serial"))
                .containsExactly("ACTIVE", "ECDSA-SHA256", "C=CN,CN=other.example", "CN=Test Root", "ca51");
        assertThat(texts(description, "SubjectKeyIdentifier", "NotBefore", "NotAfter", "CreatedAt", "UpdatedAt"))
                .containsExactly(
                        "01fe",
                        "2026-01-01T00:00:00Z",
                        "2027-01-01T00:00:00Z",
                        "2026-03-01T10:00:00Z",
                        "2026-03-01T11:00:00Z");
        assertThat(description.get("SubjectAlternativeNames").toString()).isEqualTo("[\"other.example\"]");
        assertThat(description.get("ExportablePrivateKey").booleanValue()).isTrue();
    }

    @Test
    void getCertificate_afterUpload_returnsWhatWasUploaded() {
        String id = scene.pending("EC_SM2");
        TestAuthority sub = ROOT.below("Test Sub", true);
        String certificate = sub.issue(scene.csr(id));
        String chain = sub.pem() + ROOT.pem();
        ObjectNode before = scene.call("GetCertificate", ID, id);

        scene.call("UploadCertificate", ID, id, "Certificate", certificate, "CertificateChain", chain);

        assertThat(before.has("Certificate") || before.has("CertificateChain")).isFalse();
        ObjectNode after = scene.call("GetCertificate", ID, id);
        assertThat(texts(after, ID, "Certificate", "CertificateChain", "Csr"))
                .containsExactly(id, certificate, chain, before.get("Csr").textValue());
        assertThat(scene.describe(id).get("SubjectKeyIdentifier").textValue()).matches("[0-9a-f]{40}");
    }

    @Test
    void uploadCertificate_forAnotherKey_isRefused() {
        String id = scene.pending("EC_P256");
        String other = ROOT.issue(scene.csr(scene.pending("EC_P256")));

        scene.assertRefused(
                400,
                "InvalidParameter",
                "its public key is not the one of the signing request",
                "UploadCertificate",
                ID,
                id,
                "Certificate",
                other);
        assertThat(scene.describe(id).get("Status").textValue()).isEqualTo("PENDING");
    }

    @Test
    void uploadCertificate_whatIsNoCertificate_isRefused() {
        String id = scene.pending("EC_P256");
        String csr = scene.csr(id);
        String certificate = ROOT.issue(csr);
        List<String> bad = List.of(
                "hello",
                csr,
                ROOT.issueForUnknownKey(),
                certificate + certificate,
                certificate.substring(0, 200),
                certificate.replaceFirst("\n[^\n]+\n", "\n!!!!\n"),
                "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");

        for (String text : bad) {
            scene.assertInvalid("Certificate", "UploadCertificate", ID, id, "Certificate", text);
        }
        scene.assertRefused(400, "MissingParameter", "\"Certificate\"", "UploadCertificate", ID, id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "sm2p256v1"})
    void uploadCertificate_chainOfEitherCurve_isVerified(String curve) {
        TestAuthority root = TestAuthority.root("Chain Root", curve);
        TestAuthority sub = root.below("Chain Sub", true);

        for (String chain : List.of(sub.pem() + root.pem(), sub.pem())) {
            String id = scene.pending("RSA_2048");
            assertThat(upload(id, sub.issue(scene.csr(id)), chain)).isEqualTo("ok");
        }
        String id = scene.pending("RSA_2048");
        assertThat(upload(id, root.issue(scene.csr(id)), root.pem())).isEqualTo("ok");
    }

    @Test
    void uploadCertificate_chainThatDoesNotLeadUp_isRefused() {
        String id = scene.pending("EC_P256");
        TestAuthority sub = ROOT.below("Test Sub", true);
        TestAuthority namesake = TestAuthority.root("Test Root", "secp256r1");
        TestAuthority noAuthority = ROOT.below("No Authority", false);
        String csr = scene.csr(id);

        Map<String, String> badChains = Map.of(
                "wrong order",
                ROOT.pem() + sub.pem(),
                "a gap",
                ROOT.pem(),
                "a root of the same name",
                sub.pem() + namesake.pem(),
                "no certificate",
                "hello",
                "the same one eleven times",
                sub.pem().repeat(11));

        badChains.forEach((what, chain) ->
                assertThat(upload(id, sub.issue(csr), chain)).as(what).isEqualTo("InvalidParameter"));
        scene.assertInvalid(
                "CertificateChain",
                "UploadCertificate",
                ID,
                id,
                "Certificate",
                noAuthority.issue(csr),
                "CertificateChain",
                noAuthority.pem() + ROOT.pem());
        assertThat(upload(id, sub.issue(csr), sub.pem() + ROOT.pem())).isEqualTo("ok");
    }

    @Test
    void uploadCertificate_whileInactive_renewsItAndStaysInactive() {
        String id = scene.active("EC_P256");
        scene.call("UpdateCertificateStatus", ID, id, "Status", "INACTIVE");
        String renewed = ROOT.issueAs("CN=renewed", scene.csr(id));

        scene.call("UploadCertificate", ID, id, "Certificate", renewed);

        assertThat(texts(scene.describe(id), "Status", "Subject")).containsExactly("INACTIVE", "CN=renewed");
    }

    @Test
    void updateCertificateStatus_badStatus_isRefused() {
        String id = scene.active("EC_P256");

        for (String status : List.of("active", "DELETED", "PENDING")) {
            scene.assertInvalid("Status", "UpdateCertificateStatus", ID, id, "Status", status);
        }
        scene.assertRefused(400, "MissingParameter", "\"Status\"", "UpdateCertificateStatus", ID, id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UploadCertificate",
                "GetCertificate",
                "DescribeCertificate",
                "UpdateCertificateStatus",
                "DeleteCertificate",
                "CertificatePrivateKeySign",
                "CertificatePublicKeyVerify",
                "CertificatePublicKeyEncrypt",
                "CertificatePrivateKeyDecrypt",
            })
    void everyOperation_withoutItsCertificate_isRefused(String action) {
        String id = scene.active("EC_P256");
        scene.call("DeleteCertificate", ID, id);

        scene.assertRefused(404, "Certificate.NotFound", "The specified certificate is not found.", action, ID, id);
        scene.assertRefused(400, "MissingParameter", "\"CertificateId\"", action);
    }

    @Test
    void everyCaller_ofAnotherAccount_isRefused() {
        String id = scene.active("EC_P256");
        Caller stranger = Caller.ramUser("200000000000", "stranger");

        for (List<String> call : List.of(
                List.of("DescribeCertificate", ID, id),
                List.of("CreateCertificate", "KeySpec", "EC_P256", "Subject", SUBJECT))) {
            String[] parameters = call.subList(1, call.size()).toArray(String[]::new);
            assertThatThrownBy(() -> scene.call(stranger, call.get(0), parameters))
                    .isInstanceOfSatisfying(
                            ServiceRefusal.class,
                            refusal -> assertThat(refusal.code()).isEqualTo("Forbidden.NoPermission"));
        }
    }

    @Test
    void tags_ofACertificate_areDescribedAsAnObject() {
        String id = scene.active("EC_P256");
        scene.call(
                "TagResource",
                ID,
                id,
                "Tags",
                "[{\"TagKey\":\"team\",\"TagValue\":\"pay\"},{\"TagKey\":\"env\",\"TagValue\":\"test\"}]");
        scene.call("UntagResource", ID, id, "TagKeys", "[\"env\"]");

        assertThat(scene.describe(id).get("Tags").toString()).isEqualTo("{\"team\":\"pay\"}");
        scene.assertRefused(
                404,
                "Certificate.NotFound",
                "certificate is not found",
                "TagResource",
                ID,
                "unknown",
                "Tags",
                "[{\"TagKey\":\"team\",\"TagValue\":\"pay\"}]");
    }

    private void assertBadAlternatives(String names) {
        scene.assertInvalid(
                "SubjectAlternativeNames",
                "CreateCertificate",
                "KeySpec",
                "EC_P256",
                "Subject",
                SUBJECT,
                "SubjectAlternativeNames",
                names);
    }

    private String upload(String id, String certificate, String chain) {
        return scene.outcome("UploadCertificate", ID, id, "Certificate", certificate, "CertificateChain", chain);
    }

    private static List<String> texts(JsonNode answer, String... fields) {
        List<String> texts = new ArrayList<>();
        for (String field : fields) {
            texts.add(answer.get(field).textValue());
        }
        return texts;
    }

    private static List<String> dnsNames(Extensions extensions) {
        GeneralNames names = GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
        List<String> texts = new ArrayList<>();
        for (GeneralName name : names.getNames()) {
            texts.add(name.getName().toString());
        }
        return texts;
    }
}
