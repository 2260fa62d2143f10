package io.opensesame.localkms.http.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trust in one authority and in nothing else, in the forms that peers take it. */
public final class TrustMaterial {
    private final KeyStore store;
    private final X509TrustManager trustManager;

    /**
     * Creates trust in an authority.
     *
     * @param authority the authority's certificate
     */
    public TrustMaterial(X509Certificate authority) {
        try {
            store = emptyKeyStore();
            store.setCertificateEntry("localkms-ca", authority);
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            trustManager = Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not set up trust in LocalKms's authority", e);
        }
    }

    /** Returns a trust manager that trusts the authority alone. */
    public X509TrustManager trustManager() {
        return trustManager;
    }

    /**
     * Returns a new TLS context that trusts the authority alone.
     *
     * @param keyManagers what this side presents, or null for nothing
     */
    public SSLContext context(KeyManager @Nullable [] keyManagers) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers, new X509TrustManager[] {trustManager}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not set up a TLS context", e);
        }
    }

    /**
     * Writes a PKCS#12 trust store.
     *
     * @param file where to
     * @param password the store's password
     * @throws IOException if the file can't be written
     */
    public void writeTrustStore(Path file, String password) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException("could not write the trust store " + file, e);
        }
    }

    static KeyStore emptyKeyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException("could not make an empty key store", e);
        }
        return store;
    }
}
