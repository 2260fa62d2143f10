package io.opensesame.localkms.engine.certificate;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that an authority issued, with the chain above it if the uploader gave one. What it tells is what the
 * authority wrote, which need not be what was requested.
 */
final class IssuedCertificate {
    private static final String PARAMETER = "Certificate";
    private static final int DNS_NAME = 2;

    private final String pem;
    private final @Nullable String chainPem;
    private final SubjectNames names;
    private final String issuer;
    private final String serialNumber;
    private final String keyIdentifier;
    private final Instant notBefore;
    private final Instant notAfter;

    private IssuedCertificate(String pem, @Nullable String chainPem, X509Certificate certificate)
            throws GeneralSecurityException {
        this.pem = pem;
        this.chainPem = chainPem;
        this.names = new SubjectNames(certificate.getSubjectX500Principal(), alternatives(certificate));
        this.issuer = certificate.getIssuerX500Principal().getName(X500Principal.RFC2253);
        this.serialNumber = certificate.getSerialNumber().toString(16);
        this.keyIdentifier = HexFormat.of().formatHex(keyIdentifier(certificate));
        this.notBefore = certificate.getNotBefore().toInstant();
        this.notAfter = certificate.getNotAfter().toInstant();
    }

    /**
     * Reads what was uploaded, and refuses what does not fit.
     *
     * @param publicKeyDer the public key that the certificate has to be for
     * @param pem the certificate
     * @param chainPem the chain, from the certificate's issuer up
     */
    static IssuedCertificate of(byte[] publicKeyDer, String pem, Optional<String> chainPem) {
        List<X509Certificate> certificates = PemCertificates.parse(PARAMETER, pem);
        if (certificates.size() != 1) {
            throw ServiceRefusal.invalid(PARAMETER, "it must be one certificate, and it is " + certificates.size());
        }
        X509Certificate certificate = certificates.get(0);
        if (!Arrays.equals(encodedKey(certificate), publicKeyDer)) {
            throw ServiceRefusal.invalid(PARAMETER, "its public key is not the one of the signing request");
        }
        chainPem.ifPresent(text -> CertificateChain.check(certificate, text));
        try {
            return new IssuedCertificate(pem, chainPem.orElse(null), certificate);
        } catch (GeneralSecurityException | RuntimeException e) {
            // RuntimeException: BouncyCastle's answer to some damaged members.
            throw ServiceRefusal.invalid(PARAMETER, "its members can't be read");
        }
    }

    String pem() {
        return pem;
    }

    Optional<String> chainPem() {
        return Optional.ofNullable(chainPem);
    }

    SubjectNames names() {
        return names;
    }

    String issuer() {
        return issuer;
    }

    /** Returns the serial number in hexadecimal; which form the service has is not documented. */
    String serialNumber() {
        return serialNumber;
    }

    /** Returns the identifier of the public key in hexadecimal; which form the service has is not documented. */
    String keyIdentifier() {
        return keyIdentifier;
    }

    Instant notBefore() {
        return notBefore;
    }

    Instant notAfter() {
        return notAfter;
    }

    /** Returns the public key, or nothing if it is of an algorithm that is not known here. */
    private static byte[] encodedKey(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        return key == null ? new byte[0] : key.getEncoded();
    }

    private static List<String> alternatives(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null
                ? List.of()
                : names.stream()
                        .filter(name -> name.get(0).equals(DNS_NAME))
                        .map(name -> String.valueOf(name.get(1)))
                        .toList();
    }

    private static byte[] keyIdentifier(X509Certificate certificate) throws GeneralSecurityException {
        byte[] extension = certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
        SubjectKeyIdentifier identifier = extension == null
                ? new JcaX509ExtensionUtils().createSubjectKeyIdentifier(certificate.getPublicKey())
                : SubjectKeyIdentifier.getInstance(
                        ASN1OctetString.getInstance(extension).getOctets());
        return identifier.getKeyIdentifier();
    }
}
