package io.opensesame.spring.ssl;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * SSL bundles whose certificates are in secrets.
 *
 * @param bundle the bundles, by their names
 */
@ConfigurationProperties("opensesame.ssl")
record SecretSslProperties(@DefaultValue Map<String, Bundle> bundle) {
    /**
     * One bundle; it has a secret, a trust secret, or both.
     *
     * @param secret name or ARN of the secret with the private key and its certificates: PEM text, or a PKCS #12 file
     * @param password password of the PKCS #12 file, or of an encrypted private key in PEM
     * @param trustSecret name or ARN of the secret with the certificates to trust, in PEM; those of the JVM if not set
     * @param protocol protocol of the SSL context
     * @param ciphers cipher suites that may be used; those of the JVM if empty
     * @param enabledProtocols protocol versions that may be used; those of the JVM if empty
     */
    record Bundle(
            @Nullable String secret,
            @Nullable String password,
            @Nullable String trustSecret,
            @DefaultValue("TLS") String protocol,
            @DefaultValue Set<String> ciphers,
            @DefaultValue Set<String> enabledProtocols) {
        /** {@return the secrets and options; the password is redacted} */
        @Override
        public String toString() {
            return "Bundle[secret=" + secret + ", password=<redacted>, trustSecret=" + trustSecret + ", protocol="
                    + protocol + "]";
        }
    }
}
