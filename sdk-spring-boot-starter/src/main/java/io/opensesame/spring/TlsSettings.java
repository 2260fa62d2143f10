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
        if ((clientCertificate == null) != (clientKey == null)) {
            throw Setting.refused(
                    clientKey == null ? "tls.client-key" : "tls.client-certificate",
                    null,
                    "A client certificate and its key are set together.");
        }
        if (clientCertificate != null && clientKey != null) {
            Setting.apply(
                    "tls.client-certificate", clientCertificate, file -> builder.clientCertificate(file, clientKey));
        }
        TlsOptions[] built = new TlsOptions[1];
        Setting.guard("tls.trust-system", Boolean.toString(trustSystem), () -> built[0] = builder.build());
        return built[0];
    }
}
