package io.opensesame.spring.ssl;

import io.opensesame.localkms.http.tls.CertificateAuthority;
import io.opensesame.localkms.http.tls.IssuedCertificate;
import io.opensesame.localkms.http.tls.Pem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates of localhost from one authority, in the forms in which secrets hold them. */
final class Certificates {
    private final CertificateAuthority authority = new CertificateAuthority(new SecureRandom());

    IssuedCertificate issue() {
        return authority.issueForServer(List.of("localhost", "127.0.0.1"));
    }

    String authorityPem() {
        return Pem.of(authority.certificate());
    }

    static String pem(IssuedCertificate issued) {
        return Pem.exposePrivateKey(issued.exposePrivateKey()) + Pem.of(issued.certificate());
    }

    static byte[] pkcs12(IssuedCertificate issued, String password) throws GeneralSecurityException, IOException {
        return pkcs12(issued.exposePrivateKey(), issued.certificate(), password);
    }

    static byte[] pkcs12(PrivateKey key, X509Certificate certificate, String password)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", key, password.toCharArray(), new X509Certificate[] {certificate});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password.toCharArray());
        return bytes.toByteArray();
    }
}
