package io.opensesame.localkms;

import io.opensesame.localkms.http.tls.CertificateAuthority;
import io.opensesame.localkms.http.tls.Pem;
import io.opensesame.localkms.http.tls.TrustMaterial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * The certificate authority behind LocalKms's HTTPS, in every form that a client may want it.
 *
 * <p>The authority is made anew at each start; its key and the server's key are in memory alone. Certificates are valid
 * for 30 days of real time.
 */
public final class LocalKmsTls {
    private static final String TRUST_STORE_PASSWORD = "changeit";

    private final CertificateAuthority authority;
    private final TrustMaterial trust;
    private final SSLContext serverContext;
    private final Path directory;
    private final boolean temporary;

    private LocalKmsTls(
            CertificateAuthority authority, Collection<String> serverNames, Path directory, boolean temporary) {
        this.authority = authority;
        this.trust = new TrustMaterial(authority.certificate());
        this.serverContext = trust.context(authority.issueForServer(serverNames).keyManagers());
        this.directory = directory;
        this.temporary = temporary;
    }

    static LocalKmsTls create(Collection<String> serverNames, Optional<Path> directory, SecureRandom random)
            throws IOException {
        CertificateAuthority authority = new CertificateAuthority(random);
        Path folder = directory.isPresent()
                ? Files.createDirectories(directory.get())
                : Files.createTempDirectory("localkms-");
        LocalKmsTls tls = new LocalKmsTls(authority, serverNames, folder, directory.isEmpty());
        try {
            Files.writeString(tls.caCertificateFile(), tls.caCertificatePem(), StandardCharsets.US_ASCII);
            tls.trust.writeTrustStore(tls.trustStoreFile(), TRUST_STORE_PASSWORD);
            return tls;
        } catch (IOException e) {
            tls.removeTemporaryFiles();
            throw e;
        }
    }

    /** {@return the authority's certificate as PEM text} */
    public String caCertificatePem() {
        return Pem.of(authority.certificate());
    }

    /** {@return the file with the authority's certificate as PEM text} */
    public Path caCertificateFile() {
        return directory.resolve("localkms-ca.pem");
    }

    /** {@return the file with a PKCS#12 trust store that holds the authority's certificate} */
    public Path trustStoreFile() {
        return directory.resolve("localkms-truststore.p12");
    }

    /** {@return the trust store's password; it protects nothing, as a trust store holds no secret} */
    public String trustStorePassword() {
        return TRUST_STORE_PASSWORD;
    }

    /** {@return a trust manager that trusts the authority alone} */
    public X509TrustManager trustManager() {
        return trust.trustManager();
    }

    /** {@return a new TLS context for a client that trusts the authority alone, and presents no certificate} */
    public SSLContext sslContext() {
        return trust.context(null);
    }

    /**
     * Issues a client certificate, for a LocalKms that requires one.
     *
     * @param commonName the subject's common name; not blank
     * @return the certificate and its key
     */
    public ClientCertificate issueClientCertificate(String commonName) {
        if (commonName.isBlank()) {
            throw new IllegalArgumentException("a client certificate needs a common name that is not blank");
        }
        return new ClientCertificate(authority.issueForClient(commonName), trust);
    }

    SSLContext serverContext() {
        return serverContext;
    }

    void removeTemporaryFiles() throws IOException {
        if (temporary) {
            Files.deleteIfExists(caCertificateFile());
            Files.deleteIfExists(trustStoreFile());
            Files.deleteIfExists(directory);
        }
    }
}
