package io.opensesame.localkms.engine.certificate;

import io.opensesame.localkms.engine.crypto.Pem;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** An authority that issues certificates for signing requests, or certifies authorities below it. */
final class TestAuthority {
    static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    static final Instant NOT_BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant NOT_AFTER = Instant.parse("2027-01-01T00:00:00Z");
    static final BigInteger SERIAL_NUMBER = new BigInteger("ca51", 16);

    private final KeyPair pair;
    private final X509CertificateHolder certificate;

    private TestAuthority(KeyPair pair, X509CertificateHolder certificate) {
        this.pair = pair;
        this.certificate = certificate;
    }

    /** Makes a root on the curve {@code secp256r1} or {@code sm2p256v1}. */
    static TestAuthority root(String commonName, String curve) {
        KeyPair pair = keyPair(curve);
        X500Name name = new X500Name("CN=" + commonName);
        return new TestAuthority(pair, certify(name, pair, name, publicKey(pair), authority(true)));
    }

    /** Makes an authority that this one certifies. */
    TestAuthority below(String commonName, boolean mayIssue) {
        KeyPair subPair = keyPair("secp256r1");
        return new TestAuthority(
                subPair,
                certify(
                        certificate.getSubject(),
                        pair,
                        new X500Name("CN=" + commonName),
                        publicKey(subPair),
                        authority(mayIssue)));
    }

    String pem() {
        return pem(certificate);
    }

    /** Issues a certificate for a signing request, with every extension that it asks for. */
    String issue(String csrPem) {
        PKCS10CertificationRequest request = parse(csrPem);
        Extensions requested = request.getRequestedExtensions();
        Extension[] extensions = requested == null
                ? new Extension[0]
                : Arrays.stream(requested.getExtensionOIDs())
                        .map(requested::getExtension)
                        .toArray(Extension[]::new);
        return pem(certify(
                certificate.getSubject(), pair, request.getSubject(), request.getSubjectPublicKeyInfo(), extensions));
    }

    /** Issues a certificate for a signing request's key, with another subject. */
    String issueAs(String subject, String csrPem, Extension... extensions) {
        SubjectPublicKeyInfo publicKey = parse(csrPem).getSubjectPublicKeyInfo();
        return pem(certify(certificate.getSubject(), pair, new X500Name(subject), publicKey, extensions));
    }

    /** Issues a certificate for a key of an algorithm that nobody knows. */
    String issueForUnknownKey() {
        AlgorithmIdentifier unknown = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.3.4"));
        SubjectPublicKeyInfo key = new SubjectPublicKeyInfo(unknown, new byte[] {1});
        return pem(certify(certificate.getSubject(), pair, certificate.getSubject(), key, authority(true)));
    }

    static PKCS10CertificationRequest parse(String csrPem) {
        try (PEMParser parser = new PEMParser(new StringReader(csrPem))) {
            return (PKCS10CertificationRequest) parser.readObject();
        } catch (IOException e) {
            throw new AssertionError("no signing request: " + csrPem, e);
        }
    }

    private static X509CertificateHolder certify(
            X500Name issuer, KeyPair issuerPair, X500Name subject, SubjectPublicKeyInfo key, Extension... extensions) {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issuer, SERIAL_NUMBER, Date.from(NOT_BEFORE), Date.from(NOT_AFTER), subject, key);
        boolean sm2 =
                publicKey(issuerPair).getAlgorithm().getParameters().toString().startsWith("1.2.156");
        try {
            for (Extension extension : extensions) {
                builder.addExtension(extension);
            }
            return builder.build(new JcaContentSignerBuilder(sm2 ? "SM3WITHSM2" : "SHA256WITHECDSA")
                    .setProvider(BOUNCY_CASTLE)
                    .build(issuerPair.getPrivate()));
        } catch (IOException | OperatorCreationException e) {
            throw new AssertionError("could not certify " + subject, e);
        }
    }

    private static Extension authority(boolean mayIssue) {
        try {
            return new Extension(Extension.basicConstraints, true, new BasicConstraints(mayIssue).getEncoded());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SubjectPublicKeyInfo publicKey(KeyPair pair) {
        return SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    }

    private static String pem(X509CertificateHolder holder) {
        try {
            return Pem.of("CERTIFICATE", holder.getEncoded());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair keyPair(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
