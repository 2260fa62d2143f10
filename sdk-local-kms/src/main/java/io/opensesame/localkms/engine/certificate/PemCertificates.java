package io.opensesame.localkms.engine.certificate;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Reads certificates from PEM text, by BouncyCastle since the JDK knows neither SM2 nor secp256k1. */
final class PemCertificates {
    /** Never registered: it is handed to whatever reads or verifies certificates. */
    static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private PemCertificates() {}

    static List<X509Certificate> parse(String parameter, String pem) {
        byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
        try {
            return CertificateFactory.getInstance("X.509", BOUNCY_CASTLE)
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException | RuntimeException e) {
            // RuntimeException: BouncyCastle's answer to some texts that are no Base64.
            throw ServiceRefusal.invalid(parameter, "it is no PEM text of certificates");
        }
    }
}
