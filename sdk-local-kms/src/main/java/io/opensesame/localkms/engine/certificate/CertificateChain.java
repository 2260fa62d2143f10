package io.opensesame.localkms.engine.certificate;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Checks the chain that is uploaded with a certificate: its order, its signatures, and that those who signed are
 * authorities. It may end below its root. Dates are not judged, and nothing says which roots to trust.
 */
final class CertificateChain {
    private static final String PARAMETER = "CertificateChain";
    private static final int MAX_LENGTH = 10;

    private CertificateChain() {}

    /** Refuses a chain that does not lead from the certificate's issuer upwards. */
    static void check(X509Certificate certificate, String pem) {
        List<X509Certificate> chain = PemCertificates.parse(PARAMETER, pem);
        if (chain.isEmpty() || chain.size() > MAX_LENGTH) {
            throw ServiceRefusal.invalid(
                    PARAMETER, "it must be 1 to " + MAX_LENGTH + " certificates, and it is " + chain.size());
        }
        X509Certificate below = certificate;
        for (X509Certificate issuer : chain) {
            requireIssued(issuer, below);
            below = issuer;
        }
        if (below.getIssuerX500Principal().equals(below.getSubjectX500Principal())) {
            requireIssued(below, below);
        }
    }

    private static void requireIssued(X509Certificate issuer, X509Certificate below) {
        if (!issuer.getSubjectX500Principal().equals(below.getIssuerX500Principal())
                || issuer.getBasicConstraints() < 0
                || !isSigned(below, issuer)) {
            throw ServiceRefusal.invalid(
                    PARAMETER, issuer.getSubjectX500Principal() + " did not issue " + below.getSubjectX500Principal());
        }
    }

    private static boolean isSigned(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey(), PemCertificates.BOUNCY_CASTLE);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            // RuntimeException: BouncyCastle's answer to an issuer's key of an algorithm that it does not know.
            return false;
        }
    }
}
