package io.opensesame.spring;

import io.opensesame.kms.TlsOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom calls to KMS trust, and the certificate that they show.
 *
 * @param trust PEM files with certificates to trust, such as that of a KMS instance's CA
 * @param trustSystem whether the certificates that the JVM trusts are trusted, too
 * @param clientCertificate PEM file with the certificate that calls show
 * @param clientKey PEM file with its private key
 */
public record TlsSettings(
        @DefaultValue List<Path> trust,
        @DefaultValue("true") boolean trustSystem,
        @Nullable Path clientCertificate,
        @Nullable Path clientKey) {
    TlsOptions options() {
        TlsOptions.Builder builder = TlsOptions.builder().trustSystem(trustSystem);
        trust.forEach(file -> Setting.apply("tls.trust", file, builder::trust));
        if (clientCertificate != null || clientKey != null) {
            String why = "A client certificate and its key are set together.";
            Path certificate = Setting.needed("tls.client-certificate", clientCertificate, why);
            Path key = Setting.needed("tls.client-key", clientKey, why);
            Setting.apply("tls.client-certificate", certificate, file -> builder.clientCertificate(file, key));
        }
        return Setting.make("tls.trust-system", trustSystem, builder::build);
    }
}
