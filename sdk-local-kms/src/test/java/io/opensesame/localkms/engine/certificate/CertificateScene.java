package io.opensesame.localkms.engine.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.KmsEngine;
import io.opensesame.localkms.engine.ManualClock;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** An engine and short ways to call its certificate operations. */
final class CertificateScene {
    static final String SUBJECT = "CN=pay.example,OU=Payments,O=Example\\, Ltd,C=CN";
    static final TestAuthority ROOT = TestAuthority.root("Test Root", "secp256r1");

    private static final String ACCOUNT = "100000000000";

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final KmsEngine engine = new KmsEngine(ACCOUNT, "cn-hangzhou", clock, new SecureRandom());

    /** Performs an operation with parameters given as name, value, name, value. */
    ObjectNode call(String action, String... namesAndValues) {
        return call(Caller.root(ACCOUNT), action, namesAndValues);
    }

    ObjectNode call(Caller caller, String action, String... namesAndValues) {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return engine.perform(action, parameters, caller);
    }

    /** Performs an operation, and returns {@code ok} or the code of the refusal. */
    String outcome(String action, String... namesAndValues) {
        try {
            call(action, namesAndValues);
            return "ok";
        } catch (ServiceRefusal refusal) {
            return refusal.code();
        }
    }

    void assertInvalid(String parameter, String action, String... namesAndValues) {
        assertRefused(400, "InvalidParameter", "\"" + parameter + "\" is not valid", action, namesAndValues);
    }

    void assertRefused(int status, String code, String message, String action, String... namesAndValues) {
        try {
            call(action, namesAndValues);
        } catch (ServiceRefusal refusal) {
            assertThat(refusal.status() + " " + refusal.code()).isEqualTo(status + " " + code);
            assertThat(refusal).hasMessageContaining(message);
            return;
        }
        throw new AssertionError(action + " succeeded, and had to be refused");
    }

    /** Creates a certificate that waits for its upload, and returns its id. */
    String pending(String keySpec) {
        return call("CreateCertificate", "KeySpec", keySpec, "Subject", SUBJECT)
                .get("CertificateId")
                .textValue();
    }

    /** Creates a certificate, and uploads what the root issues for it. */
    String active(String keySpec) {
        String id = pending(keySpec);
        call("UploadCertificate", "CertificateId", id, "Certificate", ROOT.issue(csr(id)));
        return id;
    }

    String csr(String id) {
        return call("GetCertificate", "CertificateId", id).get("Csr").textValue();
    }

    ObjectNode describe(String id) {
        return call("DescribeCertificate", "CertificateId", id);
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
