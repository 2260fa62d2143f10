package io.opensesame.benchmarks.stub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;

/**
 * A certificate for 127.0.0.1 and its key, made anew by the JDK's keytool; the same file is the clients' trust store.
 */
public final class StubIdentity {
    private static final String PASSWORD = "changeit";

    private final Path keyStore;

    private StubIdentity(Path keyStore) {
        this.keyStore = keyStore;
    }

    /** Makes an identity, in a directory that the caller deletes. */
    public static StubIdentity create(Path directory) throws IOException, InterruptedException {
        Path keyStore = directory.resolve("stub.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "stub",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=ip:127.0.0.1,dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keyStore.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0 || !Files.exists(keyStore)) {
            throw new IOException("keytool failed: " + output);
        }
        return new StubIdentity(keyStore);
    }

    /** {@return the file that clients must trust} */
    public Path trustStore() {
        return keyStore;
    }

    /** {@return the password of {@link #trustStore()}} */
    public String trustStorePassword() {
        return PASSWORD;
    }

    /** Makes this JVM's clients trust the identity; has an effect only before the first of them is set up. */
    public void trustInThisJvm() {
        System.setProperty("javax.net.ssl.trustStore", keyStore.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    }

    SSLServerSocketFactory serverSockets() throws IOException {
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context.getServerSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("this JVM cannot serve HTTPS", e);
        }
    }
}
