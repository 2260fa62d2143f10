package io.opensesame.kms;

import io.opensesame.pem.PemBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom TLS trusts, and with which certificate the client shows itself. Immutable.
 *
 * <p>A KMS instance has a CA of its own, whose file the console gives away as {@code PrivateKmsCA_<instance>.pem}:
 *
 * <pre>{@code
 * TlsOptions.builder().trust(Path.of("PrivateKmsCA_kst-hzz000.pem")).build()
 * }</pre>
 */
public final class TlsOptions {
    private static final TlsOptions DEFAULTS = builder().build();

    private final List<X509Certificate> trustedCertificates;
    private final boolean trustSystem;
    private final List<X509Certificate> clientCertificates;
    private final @Nullable PrivateKey clientKey;

    private TlsOptions(Builder builder) {
        trustedCertificates = List.copyOf(builder.trustedCertificates);
        trustSystem = builder.trustSystem;
        clientCertificates = builder.clientCertificates;
        clientKey = builder.clientKey;
        if (!trustSystem && trustedCertificates.isEmpty()) {
            throw new IllegalArgumentException("trust at least one certificate if the system's are not trusted");
        }
    }

    /** {@return the options that trust what the JVM trusts, without a client certificate} */
    public static TlsOptions defaults() {
        return DEFAULTS;
    }

    /** {@return a builder that starts from the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the CA certificates that are trusted besides the system's} */
    public List<X509Certificate> trustedCertificates() {
        return trustedCertificates;
    }

    /** {@return whether the certificates that the JVM trusts are trusted too} */
    public boolean trustSystem() {
        return trustSystem;
    }

    /** {@return the client's certificate, followed by those that signed it; empty for none} */
    public List<X509Certificate> clientCertificates() {
        return clientCertificates;
    }

    /** {@return the key of the client's certificate, or empty if there is none} */
    public Optional<PrivateKey> exposeClientKey() {
        return Optional.ofNullable(clientKey);
    }

    /** {@return how many certificates are trusted, and whether there is a client certificate} */
    @Override
    public String toString() {
        return "TlsOptions[trustedCertificates=" + trustedCertificates.size() + ", trustSystem=" + trustSystem
                + ", clientCertificate=" + (clientKey != null) + "]";
    }

    /** Builds {@link TlsOptions}. */
    public static final class Builder {
        private final List<X509Certificate> trustedCertificates = new ArrayList<>();
        private boolean trustSystem = true;
        private List<X509Certificate> clientCertificates = List.of();
        private @Nullable PrivateKey clientKey;

        private Builder() {}

        /**
         * Trusts every CA certificate in a PEM file, besides those named before.
         *
         * @param pemFile a file with one certificate or more
         * @return this builder
         * @throws UncheckedIOException if the file cannot be read
         * @throws IllegalArgumentException if it holds no certificate, or a damaged one
         */
        public Builder trust(Path pemFile) {
            return trust(read(pemFile));
        }

        /**
         * Trusts every CA certificate in a PEM text, besides those named before.
         *
         * @param pem a text with one certificate or more
         * @return this builder
         * @throws IllegalArgumentException if it holds no certificate, or a damaged one
         */
        public Builder trust(String pem) {
            trustedCertificates.addAll(certificates(pem));
            return this;
        }

        /**
         * Sets whether the certificates that the JVM trusts are trusted too.
         *
         * @param trustSystem true, the default; false to trust none but those given to {@link #trust}
         * @return this builder
         */
        public Builder trustSystem(boolean trustSystem) {
            this.trustSystem = trustSystem;
            return this;
        }

        /**
         * Shows the client with a certificate.
         *
         * @param certificateFile a PEM file with the certificate and those that signed it, if any, in any order
         * @param keyFile a PEM file with its unencrypted private key, in any form that {@link PemBundle} reads
         * @return this builder
         * @throws UncheckedIOException if a file cannot be read
         * @throws IllegalArgumentException if the first holds no certificate, the second no key, or the key belongs to
         *     none of the certificates
         */
        public Builder clientCertificate(Path certificateFile, Path keyFile) {
            return clientCertificate(read(certificateFile), read(keyFile));
        }

        /**
         * Shows the client with a certificate.
         *
         * @param certificatePem the certificate and those that signed it, if any, in any order
         * @param keyPem its unencrypted private key, in any form that {@link PemBundle} reads
         * @return this builder
         * @throws IllegalArgumentException if the first holds no certificate, the second no key, or the key belongs to
         *     none of the certificates
         */
        public Builder clientCertificate(String certificatePem, String keyPem) {
            PrivateKey key = PemBundle.parse(keyPem)
                    .exposePrivateKey()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the PEM text of the client's key must hold a '-----BEGIN PRIVATE KEY-----' block"));
            clientCertificates = PemBundle.of(certificates(certificatePem), key).chain();
            clientKey = key;
            return this;
        }

        /**
         * Builds the options.
         *
         * @return the options
         * @throws IllegalArgumentException if nothing at all is trusted
         */
        public TlsOptions build() {
            return new TlsOptions(this);
        }

        private static List<X509Certificate> certificates(String pem) {
            List<X509Certificate> certificates = PemBundle.parse(pem).certificates();
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(
                        "the PEM text must hold at least one '-----BEGIN CERTIFICATE-----' block");
            }
            return certificates;
        }

        private static String read(Path file) {
            try {
                return Files.readString(file, StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the PEM file '" + file + "'", e);
            }
        }
    }
}
