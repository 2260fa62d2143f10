package io.opensesame.spring;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.kms.KmsEndpoint;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the application's {@link OpenSesame} is built.
 *
 * @param enabled whether there is one
 * @param region id of the region whose public endpoint is called, such as cn-hangzhou
 * @param endpoint address to call in the place of a region
 * @param credentials who signs the calls
 */
@ConfigurationProperties(OpenSesameProperties.PREFIX)
public record OpenSesameProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String region,
        @Nullable URI endpoint,
        @DefaultValue CredentialsSettings credentials) {
    /** What the names of all properties begin with: {@value}. */
    public static final String PREFIX = "opensesame";

    /**
     * A fixed AccessKey.
     *
     * @param accessKeyId its id
     * @param accessKeySecret its secret
     * @param securityToken token of temporary credentials
     */
    public record CredentialsSettings(
            @Nullable String accessKeyId,
            @Nullable String accessKeySecret,
            @Nullable String securityToken) {
        /** {@return the id alone} */
        @Override
        public String toString() {
            return "CredentialsSettings[accessKeyId=" + accessKeyId + ", accessKeySecret=<redacted>]";
        }
    }

    /** {@return a builder with these settings applied, for an application that builds its own client} */
    public OpenSesame.Builder builder() {
        OpenSesame.Builder builder = OpenSesame.builder();
        if (region != null) {
            builder.region(region);
        }
        if (endpoint != null) {
            builder.endpoint(KmsEndpoint.of(endpoint));
        }
        if (credentials.accessKeyId() != null && credentials.accessKeySecret() != null) {
            builder.credentials(Credentials.accessKey(credentials.accessKeyId(), credentials.accessKeySecret()));
        }
        return builder;
    }
}
