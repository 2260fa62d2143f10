package io.opensesame.pem;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Certificates, and perhaps the private key of one of them. Immutable and thread-safe.
 *
 * <p>It is read from PEM text with any number of {@code CERTIFICATE} blocks and at most one private key, in any order:
 *
 * <table>
 * <caption>Blocks that are understood</caption>
 * <tr><th>Block</th><th>What it holds</th></tr>
 * <tr><td>{@code CERTIFICATE}</td><td>an X.509 certificate</td></tr>
 * <tr><td>{@code PRIVATE KEY}</td><td>PKCS #8: RSA, EC, Ed25519 or Ed448</td></tr>
 * <tr><td>{@code ENCRYPTED PRIVATE KEY}</td><td>the same under a passphrase: PBES2, or PBES1 as far as the JDK has
 * it, with up to 5,000,000 iterations</td></tr>
 * <tr><td>{@code RSA PRIVATE KEY}</td><td>PKCS #1</td></tr>
 * <tr><td>{@code EC PRIVATE KEY}</td><td>SEC 1, on a named curve that the JDK has</td></tr>
 * </table>
 *
 * <p>Text around the blocks, such as the bag attributes that {@code openssl} writes, is ignored, and so are public
 * keys, parameters, requests and revocation lists. A private key in another form is refused.
 */
public final class PemBundle {
    /** The name of the one entry of {@link #exposeKeyStore}: {@value}. */
    public static final String KEY_ALIAS = "key";

    private final List<X509Certificate> certificates;
    private final List<X509Certificate> chain;
    private final @Nullable PrivateKey privateKey;

    private PemBundle(List<X509Certificate> certificates, @Nullable PrivateKey privateKey) {
        this.certificates = List.copyOf(certificates);
        this.chain = CertificateChain.of(this.certificates, privateKey);
        this.privateKey = privateKey;
    }

    /**
     * Reads a PEM text whose private key, if there is one, is not encrypted.
     *
     * @param pem the text
     * @return what it holds: at least one certificate or a private key
     * @throws IllegalArgumentException if there is neither, if a block is damaged or of an unsupported kind, or if the
     *     key belongs to none of the certificates; the message names the block and its line, never the content
     */
    public static PemBundle parse(String pem) {
        return parse(pem, Optional.empty());
    }

    /**
     * Reads a PEM text whose private key may be encrypted.
     *
     * @param pem the text
     * @param passphrase decrypts the private key; unused if that is not encrypted, and not kept
     * @return what it holds: at least one certificate or a private key
     * @throws IllegalArgumentException as {@link #parse(String)} does, and if the passphrase does not fit
     */
    public static PemBundle parse(String pem, char[] passphrase) {
        return parse(pem, Optional.of(passphrase));
    }

    private static PemBundle parse(String pem, Optional<char[]> passphrase) {
        List<X509Certificate> certificates = new ArrayList<>();
        PrivateKey privateKey = null;
        for (PemBlock block : PemBlock.allIn(pem)) {
            if (block.isCertificate()) {
                certificates.add(block.certificate());
            } else if (block.isPrivateKey()) {
                if (privateKey != null) {
                    throw block.problem("is a second private key; keep one");
                }
                privateKey = block.privateKey(passphrase);
            } else if (block.isContainer()) {
                throw block.problem("is a container that is not supported; 'openssl pkcs7 -print_certs' makes"
                        + " CERTIFICATE blocks of it");
            }
        }
        if (certificates.isEmpty() && privateKey == null) {
            throw new IllegalArgumentException("the text holds no certificate and no private key in PEM: no line"
                    + " '-----BEGIN CERTIFICATE-----' or '-----BEGIN PRIVATE KEY-----'");
        }
        return new PemBundle(certificates, privateKey);
    }

    /**
     * Puts certificates and the private key of one of them together.
     *
     * @param certificates at least one, in any order
     * @param privateKey the key
     * @return the bundle
     * @throws IllegalArgumentException if there is no certificate, or if the key belongs to none of them
     */
    public static PemBundle of(Collection<X509Certificate> certificates, PrivateKey privateKey) {
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one certificate for the private key");
        }
        return new PemBundle(List.copyOf(certificates), Objects.requireNonNull(privateKey, "privateKey"));
    }

    /** {@return every certificate, in the order of the text; unmodifiable} */
    public List<X509Certificate> certificates() {
        return certificates;
    }

    /**
     * Returns the leaf certificate, followed by those that signed it, each by the next, whatever their order in the
     * text. Certificates that signed nothing here are left out.
     *
     * @return the chain, unmodifiable: it begins with the certificate of the private key or, without a key, with the
     *     first that signed no other; empty if there are no certificates
     */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** {@return the private key, in clear, or empty if there is none} */
    public Optional<PrivateKey> exposePrivateKey() {
        return Optional.ofNullable(privateKey);
    }

    /**
     * Returns a new key store with the private key and its chain, for a {@code KeyManagerFactory} or a server.
     *
     * @param password protects the entry; give it to the key manager too
     * @return a PKCS #12 store in memory, whose one entry is named {@value #KEY_ALIAS}; the caller's own
     * @throws IllegalStateException if this bundle has no private key or no certificate
     */
    public KeyStore exposeKeyStore(char[] password) {
        if (privateKey == null || chain.isEmpty()) {
            throw new IllegalStateException("a key store needs a private key and its certificate, and there is no "
                    + (privateKey == null ? "private key" : "certificate"));
        }
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry(KEY_ALIAS, privateKey, password, chain.toArray(new X509Certificate[0]));
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK made no PKCS #12 key store of this key and chain", e);
        }
    }

    /**
     * Returns a new store that trusts every certificate of this bundle, for a {@code TrustManagerFactory}.
     *
     * @return a PKCS #12 store in memory, with entries {@code certificate-1}, {@code certificate-2} and so on; the
     *     caller's own
     * @throws IllegalStateException if there are no certificates: such a store would trust nobody
     */
    public KeyStore trustStore() {
        if (certificates.isEmpty()) {
            throw new IllegalStateException("a trust store needs a certificate, and there is only a private key");
        }
        try {
            KeyStore store = emptyStore();
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("certificate-" + (i + 1), certificates.get(i));
            }
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK made no PKCS #12 trust store of these certificates", e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new IllegalStateException("an empty key store could not be made", e); // nothing is read
        }
        return store;
    }

    /** {@return how many certificates there are, and whether there is a private key} */
    @Override
    public String toString() {
        return "PemBundle[certificates=" + certificates.size() + ", privateKey="
                + (privateKey == null ? "none" : "<redacted>") + "]";
    }
}
