package io.opensesame.internal.http;

import io.opensesame.kms.TlsOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Makes OkHttp trust and show what {@link TlsOptions} say. */
final class TlsContext {
    private TlsContext() {}

    static void apply(TlsOptions tls, OkHttpClient.Builder builder) {
        if (tls.trustedCertificates().isEmpty() && tls.exposeClientKey().isEmpty()) {
            return;
        }
        try {
            X509TrustManager trust = trustManager(tls);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(tls), new TrustManager[] {trust}, null);
            builder.sslSocketFactory(context.getSocketFactory(), trust);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the certificates cannot be used for TLS: " + e.getMessage(), e);
        }
    }

    private static X509TrustManager trustManager(TlsOptions tls) throws GeneralSecurityException, IOException {
        if (tls.trustedCertificates().isEmpty()) {
            return trustManager((KeyStore) null);
        }
        KeyStore anchors = emptyStore();
        int number = 0;
        for (X509Certificate certificate : tls.trustedCertificates()) {
            anchors.setCertificateEntry("own-" + number++, certificate);
        }
        if (tls.trustSystem()) {
            for (X509Certificate certificate : trustManager((KeyStore) null).getAcceptedIssuers()) {
                anchors.setCertificateEntry("system-" + number++, certificate);
            }
        }
        return trustManager(anchors);
    }

    /** Returns the trust manager over these anchors; null means those of the JVM. */
    private static X509TrustManager trustManager(@Nullable KeyStore anchors) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("this JVM has no X.509 trust manager");
    }

    private static KeyManager @Nullable [] keyManagers(TlsOptions tls) throws GeneralSecurityException, IOException {
        if (tls.exposeClientKey().isEmpty()) {
            return null;
        }
        PrivateKey key = tls.exposeClientKey().get();
        List<X509Certificate> chain = tls.clientCertificates();
        KeyStore store = emptyStore();
        store.setKeyEntry("client", key, new char[0], chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
