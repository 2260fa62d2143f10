package io.opensesame.pem;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts certificates in the order in which they signed each other, from the leaf up. */
final class CertificateChain {
    private static final byte[] PROBE = "which certificate is this key of?".getBytes(StandardCharsets.US_ASCII);

    private CertificateChain() {}

    static List<X509Certificate> of(List<X509Certificate> certificates, @Nullable PrivateKey privateKey) {
        if (certificates.isEmpty()) {
            return List.of();
        }
        List<X509Certificate> rest = new ArrayList<>(certificates);
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next =
                Optional.of(privateKey == null ? leaf(certificates) : certificateOf(privateKey, certificates));
        while (next.isPresent()) {
            X509Certificate current = next.get();
            chain.add(current);
            rest.removeIf(current::equals);
            next = rest.stream().filter(candidate -> signed(candidate, current)).findFirst();
        }
        return List.copyOf(chain);
    }

    private static X509Certificate leaf(List<X509Certificate> certificates) {
        return certificates.stream()
                .filter(one -> certificates.stream().noneMatch(other -> !other.equals(one) && signed(one, other)))
                .findFirst()
                .orElse(certificates.get(0));
    }

    private static X509Certificate certificateOf(PrivateKey key, List<X509Certificate> certificates) {
        return certificates.stream()
                .filter(certificate -> pair(key, certificate.getPublicKey()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the private key (" + key.getAlgorithm()
                        + ") belongs to none of the " + certificates.size() + " certificate(s) beside it"));
    }

    /** By signature too: cross-signed authorities share a name. */
    private static boolean signed(X509Certificate signer, X509Certificate certificate) {
        if (!signer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(signer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean pair(PrivateKey key, PublicKey publicKey) {
        if (key instanceof RSAPrivateKey rsa) {
            return publicKey instanceof RSAPublicKey other && rsa.getModulus().equals(other.getModulus());
        }
        try {
            String algorithm = key instanceof ECPrivateKey ? "SHA256withECDSA" : "EdDSA";
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(PROBE);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(publicKey);
            verifier.update(PROBE);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // a public key of another kind
        }
    }
}
