package io.opensesame.localkms.http.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** A certificate with its private key and its issuer. */
public final class IssuedCertificate {
    private final PrivateKey key;
    private final X509Certificate certificate;
    private final X509Certificate issuer;

    IssuedCertificate(PrivateKey key, X509Certificate certificate, X509Certificate issuer) {
        this.key = key;
        this.certificate = certificate;
        this.issuer = issuer;
    }

    /** Returns the certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** Returns the private key. */
    public PrivateKey exposePrivateKey() {
        return key;
    }

    /** Returns key managers that present this certificate. */
    public KeyManager[] keyManagers() {
        char[] password = new char[0];
        try {
            KeyStore store = TrustMaterial.emptyKeyStore();
            store.setKeyEntry("key", key, password, new Certificate[] {certificate, issuer});
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not set up the key of " + certificate.getSubjectX500Principal(), e);
        }
    }

    @Override
    public String toString() {
        return "IssuedCertificate[" + certificate.getSubjectX500Principal() + ", key=<redacted>]";
    }
}
