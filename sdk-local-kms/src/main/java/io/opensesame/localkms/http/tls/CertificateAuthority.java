package io.opensesame.localkms.http.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority for one run of LocalKms: EC P-256, its key only in memory.
 *
 * <p>Validity goes by the real time, whatever LocalKms's clock says, since the peers check it by theirs.
 */
public final class CertificateAuthority {
    private static final Duration BACKDATED = Duration.ofHours(1);
    private static final Duration VALIDITY = Duration.ofDays(30);
    private static final String SIGNATURE_ALGORITHM = "SHA256withECDSA";

    private final SecureRandom random;
    private final PrivateKey key;
    private final X509Certificate ownCertificate;

    /**
     * Makes a new authority.
     *
     * @param random where keys and serial numbers come from
     */
    public CertificateAuthority(SecureRandom random) {
        this.random = random;
        KeyPair pair = newKeyPair();
        this.key = pair.getPrivate();
        X500Name name = name("LocalKms CA " + Integer.toHexString(random.nextInt()));
        this.ownCertificate = issue(
                name,
                pair.getPublic(),
                name,
                List.of(
                        critical(Extension.basicConstraints, new BasicConstraints(0)),
                        critical(Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)),
                        plain(
                                Extension.subjectKeyIdentifier,
                                extensionUtils().createSubjectKeyIdentifier(pair.getPublic()))));
    }

    /** Returns the authority's own certificate, the one to trust. */
    public X509Certificate certificate() {
        return ownCertificate;
    }

    /**
     * Issues a server certificate.
     *
     * @param names the DNS names and IP addresses that the server goes by; the first is the common name
     */
    public IssuedCertificate issueForServer(Collection<String> names) {
        GeneralNames subjectNames = new GeneralNames(
                names.stream().map(CertificateAuthority::generalName).toArray(GeneralName[]::new));
        return issueEndEntity(
                names.iterator().next(),
                KeyPurposeId.id_kp_serverAuth,
                List.of(plain(Extension.subjectAlternativeName, subjectNames)));
    }

    /**
     * Issues a client certificate.
     *
     * @param commonName the subject's common name
     */
    public IssuedCertificate issueForClient(String commonName) {
        return issueEndEntity(commonName, KeyPurposeId.id_kp_clientAuth, List.of());
    }

    private IssuedCertificate issueEndEntity(String commonName, KeyPurposeId purpose, List<CertificateExtension> more) {
        KeyPair pair = newKeyPair();
        List<CertificateExtension> extensions = new ArrayList<>(List.of(
                critical(Extension.basicConstraints, new BasicConstraints(false)),
                critical(Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature)),
                plain(Extension.extendedKeyUsage, new ExtendedKeyUsage(purpose)),
                plain(
                        Extension.authorityKeyIdentifier,
                        extensionUtils().createAuthorityKeyIdentifier(ownCertificate.getPublicKey()))));
        extensions.addAll(more);
        X500Name issuerName =
                X500Name.getInstance(ownCertificate.getSubjectX500Principal().getEncoded());
        X509Certificate certificate = issue(name(commonName), pair.getPublic(), issuerName, extensions);
        return new IssuedCertificate(pair.getPrivate(), certificate, ownCertificate);
    }

    private X509Certificate issue(
            X500Name subject, PublicKey publicKey, X500Name issuer, List<CertificateExtension> extensions) {
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, random).add(BigInteger.ONE),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(VALIDITY)),
                subject,
                publicKey);
        try {
            for (CertificateExtension extension : extensions) {
                builder.addExtension(extension.id(), extension.critical(), extension.value());
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE_ALGORITHM).build(key)));
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("could not issue the certificate of " + subject, e);
        }
    }

    private KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no EC P-256 keys", e);
        }
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static GeneralName generalName(String name) {
        boolean address = name.indexOf(':') >= 0 || name.matches("[0-9.]+");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    private static JcaX509ExtensionUtils extensionUtils() {
        try {
            return new JcaX509ExtensionUtils();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no SHA-1 for key identifiers", e);
        }
    }

    private static CertificateExtension critical(ASN1ObjectIdentifier id, ASN1Encodable value) {
        return new CertificateExtension(id, true, value);
    }

    private static CertificateExtension plain(ASN1ObjectIdentifier id, ASN1Encodable value) {
        return new CertificateExtension(id, false, value);
    }

    private record CertificateExtension(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {}
}
