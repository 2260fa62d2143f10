package io.opensesame.localkms.engine.certificate;

import static io.opensesame.localkms.engine.certificate.CertificateScene.base64;
import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.localkms.engine.crypto.KeyAlgorithm;
import io.opensesame.localkms.engine.crypto.KeyWrapping;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each operation does in each status, in one table. */
class CertificateStatusTest {
    private static final List<String> STATUSES = List.of("PENDING", "ACTIVE", "INACTIVE", "REVOKED");

    /** A line for each operation: what it answers, and after the arrow the status that it leads to if it changes. */
    private static final String TABLE = """
            operation                    | PENDING        | ACTIVE        | INACTIVE      | REVOKED
            GetCertificate               | ok             | ok            | ok            | ok
            DescribeCertificate          | ok             | ok            | ok            | ok
            TagResource                  | ok             | ok            | ok            | ok
            UntagResource                | ok             | ok            | ok            | ok
            UploadCertificate            | ok -> ACTIVE   | ok            | ok            | not modified
            Set ACTIVE                   | not modified   | ok            | ok -> ACTIVE  | not modified
            Set INACTIVE                 | not modified   | ok -> INACTIVE| ok            | not modified
            Set REVOKED                  | not modified   | ok -> REVOKED | ok -> REVOKED | ok
            Set PENDING                  | invalid        | invalid       | invalid       | invalid
            CertificatePrivateKeySign    | unavailable    | ok            | unavailable   | unavailable
            CertificatePublicKeyVerify   | unavailable    | ok            | unavailable   | ok
            CertificatePublicKeyEncrypt  | unavailable    | ok            | unavailable   | unavailable
            CertificatePrivateKeyDecrypt | unavailable    | ok            | unavailable   | ok
            DeleteCertificate            | ok -> gone     | ok -> gone    | ok -> gone    | ok -> gone
            """;

    private static final Map<String, String> CODES = Map.of(
            "ok", "ok",
            "not modified", "Rejected.StateModifiedFailed",
            "unavailable", "Rejected.Unavailable",
            "invalid", "InvalidParameter");

    private final CertificateScene scene = new CertificateScene();

    static Stream<Arguments> table() {
        return TABLE.lines().skip(1).flatMap(line -> {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::trim).toList();
            return IntStream.range(0, STATUSES.size())
                    .mapToObj(i -> Arguments.of(cells.get(0), STATUSES.get(i), cells.get(i + 1)));
        });
    }

    @ParameterizedTest(name = "{0} while {1}: {2}")
    @MethodSource("table")
    void operation_inEachStatus_answersAsTheTableSays(String operation, String status, String expected) {
        String id = certificateIn(status);
        Map<String, String> parameters = parameters(operation, id);
        String action = operation.startsWith("Set ") ? "UpdateCertificateStatus" : operation;
        String[] outcomeAndNext = expected.split("->", -1);

        String outcome = scene.outcome(
                action,
                parameters.entrySet().stream()
                        .flatMap(parameter -> Stream.of(parameter.getKey(), parameter.getValue()))
                        .toArray(String[]::new));

        assertThat(outcome).isEqualTo(CODES.get(outcomeAndNext[0].trim()));
        assertThat(statusOf(id)).isEqualTo(outcomeAndNext.length > 1 ? outcomeAndNext[1].trim() : status);
    }

    private String certificateIn(String status) {
        if (status.equals("PENDING")) {
            return scene.pending("EC_SM2");
        }
        String id = scene.active("EC_SM2");
        if (!status.equals("ACTIVE")) {
            scene.call("UpdateCertificateStatus", "CertificateId", id, "Status", status);
        }
        return id;
    }

    private String statusOf(String id) {
        String outcome = scene.outcome("DescribeCertificate", "CertificateId", id);
        return outcome.equals("Certificate.NotFound")
                ? "gone"
                : scene.describe(id).get("Status").textValue();
    }

    private Map<String, String> parameters(String operation, String id) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("CertificateId", id);
        switch (operation) {
            case "TagResource" -> parameters.put("Tags", "[{\"TagKey\":\"team\",\"TagValue\":\"pay\"}]");
            case "UntagResource" -> parameters.put("TagKeys", "[\"team\"]");
            case "UploadCertificate" -> parameters.put("Certificate", CertificateScene.ROOT.issue(scene.csr(id)));
            case "CertificatePrivateKeySign" -> putMessage(parameters);
            case "CertificatePublicKeyVerify" -> {
                putMessage(parameters);
                parameters.put("SignatureValue", base64("no signature, but an answer"));
            }
            case "CertificatePublicKeyEncrypt" -> putPlaintext(parameters);
            case "CertificatePrivateKeyDecrypt" -> {
                parameters.put("Algorithm", "SM2PKE");
                parameters.put("CiphertextBlob", ciphertextFor(id));
            }
            default -> {
                if (operation.startsWith("Set ")) {
                    parameters.put("Status", operation.substring("Set ".length()));
                }
            }
        }
        return parameters;
    }

    /** Encrypts with the public key that everybody can see, as the status may forbid to ask the service for it. */
    private String ciphertextFor(String id) {
        return base64(KeyWrapping.wrap(KeyAlgorithm.SM2PKE, encodedKey(id), new byte[] {1}, new SecureRandom()));
    }

    private byte[] encodedKey(String id) {
        try {
            return TestAuthority.parse(scene.csr(id)).getSubjectPublicKeyInfo().getEncoded();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void putMessage(Map<String, String> parameters) {
        parameters.put("Algorithm", "SM2DSA");
        parameters.put("MessageType", "RAW");
        parameters.put("Message", base64("hello"));
    }

    private static void putPlaintext(Map<String, String> parameters) {
        parameters.put("Algorithm", "SM2PKE");
        parameters.put("Plaintext", base64("hello"));
    }
}
