package io.opensesame.spring.configdata;

import io.opensesame.pem.PemBundle;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes two properties of a PEM text, as {@code spring.ssl.bundle.pem} wants them. */
final class PemText {
    static final String CERTIFICATE = "certificate";
    static final String PRIVATE_KEY = "private-key";

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private PemText() {}

    /** The chain, its leaf first, or certificates that are no chain in their order; and the key in PKCS #8. */
    static Map<String, String> of(PemBundle bundle) {
        Map<String, String> properties = new LinkedHashMap<>();
        List<X509Certificate> certificates =
                bundle.exposePrivateKey().isPresent() ? bundle.chain() : bundle.certificates();
        if (!certificates.isEmpty()) {
            StringBuilder text = new StringBuilder();
            certificates.forEach(certificate -> text.append(block("CERTIFICATE", encoded(certificate))));
            properties.put(CERTIFICATE, text.toString());
        }
        bundle.exposePrivateKey().ifPresent(key -> properties.put(PRIVATE_KEY, block("PRIVATE KEY", key.getEncoded())));
        return properties;
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }

    private static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
