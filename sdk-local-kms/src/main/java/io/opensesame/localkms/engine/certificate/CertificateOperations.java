package io.opensesame.localkms.engine.certificate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.RandomIds;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.WireTime;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.security.auth.x500.X500Principal;

/** The operations on a certificate as a whole: create, upload, look, set the status, delete. */
final class CertificateOperations {
    private static final String EXPORTABLE = "ExportablePrivateKey";

    private final Certificates certificates;
    private final RandomIds ids;
    private final SecureRandom random;

    CertificateOperations(Certificates certificates, RandomIds ids, SecureRandom random) {
        this.certificates = certificates;
        this.ids = ids;
        this.random = random;
    }

    Map<String, Operation> table() {
        return Map.of(
                "CreateCertificate", Operation.deferring(this::create),
                "UploadCertificate", Operation.of(this::upload),
                "GetCertificate", Operation.of(this::get),
                "DescribeCertificate", Operation.of(this::describe),
                "UpdateCertificateStatus", Operation.of(this::updateStatus),
                "DeleteCertificate", Operation.of(this::delete));
    }

    private Supplier<ObjectNode> create(Request request) {
        Parameters parameters = request.parameters();
        CertificateSpec spec = CertificateSpec.parse("KeySpec", parameters.required("KeySpec"));
        X500Principal subject = SubjectNames.parseSubject("Subject", parameters.required("Subject"));
        List<String> alternatives = parameters
                .optional("SubjectAlternativeNames")
                .map(text -> SubjectNames.parseAlternatives("SubjectAlternativeNames", text))
                .orElse(List.of());
        boolean exportable = parameters.optional(EXPORTABLE).isEmpty() || parameters.flag(EXPORTABLE);

        SigningRequest signingRequest = new SigningRequest(spec, new SubjectNames(subject, alternatives), random);
        StoredCertificate certificate = new StoredCertificate(ids.next(), signingRequest, exportable, request.now());
        certificates.add(certificate);
        return () -> Json.object()
                .put("Arn", certificates.arn(certificate))
                .put(Certificates.ID, certificate.id())
                .put("Csr", signingRequest.pem());
    }

    private ObjectNode upload(Request request) {
        StoredCertificate certificate = certificates.find(request);
        Parameters parameters = request.parameters();
        String pem = parameters.required("Certificate");
        certificate.requireUpload();
        byte[] publicKeyDer = certificate.request().keyPair().publicKeyDer();
        certificate.upload(
                IssuedCertificate.of(publicKeyDer, pem, parameters.optional("CertificateChain")), request.now());
        return Json.object();
    }

    private ObjectNode get(Request request) {
        StoredCertificate certificate = certificates.find(request);
        ObjectNode answer = Json.object()
                .put(Certificates.ID, certificate.id())
                .put("Csr", certificate.request().pem());
        certificate.issued().ifPresent(issued -> {
            answer.put("Certificate", issued.pem());
            issued.chainPem().ifPresent(chain -> answer.put("CertificateChain", chain));
        });
        return answer;
    }

    private ObjectNode describe(Request request) {
        StoredCertificate certificate = certificates.find(request);
        SigningRequest signingRequest = certificate.request();
        ObjectNode answer = Json.object()
                .put(Certificates.ID, certificate.id())
                .put("Arn", certificates.arn(certificate))
                .put("Status", certificate.status().name())
                .put("KeySpec", signingRequest.spec().keySpec().wireName())
                .put("SignatureAlgorithm", signingRequest.spec().signatureAlgorithm())
                .put("SubjectPublicKey", signingRequest.keyPair().publicKeyPem())
                .put("CreatedAt", WireTime.date(certificate.createdAt()))
                .put("UpdatedAt", WireTime.date(certificate.updatedAt()))
                .put(EXPORTABLE, certificate.exportable());
        certificate
                .issued()
                .ifPresentOrElse(issued -> putIssued(answer, issued), () -> putNames(answer, signingRequest.names()));
        ObjectNode tags = answer.putObject("Tags");
        certificate.tags().asMap().forEach((key, value) -> tags.put(key, value));
        return answer;
    }

    private static void putNames(ObjectNode answer, SubjectNames names) {
        answer.put("Subject", names.subjectText());
        ArrayNode alternatives = answer.putArray("SubjectAlternativeNames");
        names.alternatives().forEach(alternatives::add);
    }

    private static void putIssued(ObjectNode answer, IssuedCertificate issued) {
        putNames(answer, issued.names());
        answer.put("Issuer", issued.issuer())
                .put("Serial", issued.serialNumber())
                .put("SubjectKeyIdentifier", issued.keyIdentifier())
                .put("NotBefore", WireTime.date(issued.notBefore()))
                .put("NotAfter", WireTime.date(issued.notAfter()));
    }

    private ObjectNode updateStatus(Request request) {
        StoredCertificate certificate = certificates.find(request);
        String status = request.parameters().required("Status");
        CertificateStatus target = Arrays.stream(CertificateStatus.values())
                .filter(known -> known.name().equals(status) && known != CertificateStatus.PENDING)
                .findFirst()
                .orElseThrow(() -> ServiceRefusal.invalid("Status"));
        certificate.setStatus(target, request.now());
        return Json.object();
    }

    private ObjectNode delete(Request request) {
        certificates.remove(certificates.find(request));
        return Json.object();
    }
}
