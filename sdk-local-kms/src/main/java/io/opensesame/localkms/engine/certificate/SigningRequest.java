package io.opensesame.localkms.engine.certificate;

import io.opensesame.localkms.engine.crypto.AsymmetricKey;
import io.opensesame.localkms.engine.crypto.Pem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A key pair, and the request (PKCS #10) that a certificate be issued for it.
 *
 * <p>Both are made when they are first asked for, since an RSA pair takes too long for the engine's lock: that is after
 * CreateCertificate released it, and before anybody knows the certificate's id. Thread-safe.
 */
final class SigningRequest {
    private final CertificateSpec spec;
    private final SubjectNames names;
    private final SecureRandom random;
    private @Nullable AsymmetricKey keyPair;
    private @Nullable String pem;

    SigningRequest(CertificateSpec spec, SubjectNames names, SecureRandom random) {
        this.spec = spec;
        this.names = names;
        this.random = random;
    }

    CertificateSpec spec() {
        return spec;
    }

    SubjectNames names() {
        return names;
    }

    synchronized AsymmetricKey keyPair() {
        AsymmetricKey made = keyPair;
        if (made == null) {
            made = AsymmetricKey.generate(spec.keySpec(), random);
            keyPair = made;
        }
        return made;
    }

    synchronized String pem() {
        String made = pem;
        if (made == null) {
            made = Pem.of("CERTIFICATE REQUEST", sign(keyPair()));
            pem = made;
        }
        return made;
    }

    private byte[] sign(AsymmetricKey key) {
        PKCS10CertificationRequestBuilder builder = new PKCS10CertificationRequestBuilder(
                X500Name.getInstance(names.subject().getEncoded()),
                SubjectPublicKeyInfo.getInstance(key.publicKeyDer()));
        try {
            if (!names.alternatives().isEmpty()) {
                ExtensionsGenerator extensions = new ExtensionsGenerator();
                extensions.addExtension(Extension.subjectAlternativeName, false, alternatives());
                builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
            }
            return builder.build(new KeySigner(spec, key)).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("names that were checked can be encoded: " + names.subjectText(), e);
        }
    }

    private GeneralNames alternatives() {
        return new GeneralNames(names.alternatives().stream()
                .map(domain -> new GeneralName(GeneralName.dNSName, domain))
                .toArray(GeneralName[]::new));
    }

    /** Lets BouncyCastle's builder sign with a key that does not leave its class. */
    private static final class KeySigner implements ContentSigner {
        private final CertificateSpec spec;
        private final AsymmetricKey key;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        KeySigner(CertificateSpec spec, AsymmetricKey key) {
            this.spec = spec;
            this.key = key;
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return new DefaultSignatureAlgorithmIdentifierFinder().find(spec.requestAlgorithmName());
        }

        @Override
        public OutputStream getOutputStream() {
            return content;
        }

        @Override
        public byte[] getSignature() {
            return key.sign(spec.requestAlgorithm(), key.digest(spec.requestAlgorithm(), content.toByteArray()));
        }
    }
}
