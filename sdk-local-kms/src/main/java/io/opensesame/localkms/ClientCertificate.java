package io.opensesame.localkms;

import io.opensesame.localkms.http.tls.IssuedCertificate;
import io.opensesame.localkms.http.tls.Pem;
import io.opensesame.localkms.http.tls.TrustMaterial;
import javax.net.ssl.SSLContext;

/** A client certificate that LocalKms issued, for tests of client TLS. It prints no key. */
public final class ClientCertificate {
    private final IssuedCertificate issued;
    private final TrustMaterial trust;

    ClientCertificate(IssuedCertificate issued, TrustMaterial trust) {
        this.issued = issued;
        this.trust = trust;
    }

    /** {@return the certificate as PEM text} */
    public String certificatePem() {
        return Pem.of(issued.certificate());
    }

    /** {@return the private key as PEM text: PKCS#8, not encrypted} */
    public String exposePrivateKeyPem() {
        return Pem.exposePrivateKey(issued.exposePrivateKey());
    }

    /** {@return a new TLS context that presents this certificate, and trusts LocalKms's authority alone} */
    public SSLContext sslContext() {
        return trust.context(issued.keyManagers());
    }

    @Override
    public String toString() {
        return "ClientCertificate[" + issued.certificate().getSubjectX500Principal() + ", key=<redacted>]";
    }
}
