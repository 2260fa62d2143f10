package io.opensesame.spring;

import io.opensesame.OpenSesame;
import io.opensesame.auth.StsEndpoint;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.ram.client.RamEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * How the application's {@link OpenSesame} is built.
 *
 * @param enabled whether there is one
 * @param region id of the region whose public endpoint is called, such as cn-hangzhou
 * @param endpoint address to call in the place of a region, such as that of a VPC or of a KMS instance
 * @param plaintext whether the endpoint may be plain HTTP to another host than this one
 * @param failoverRegions ids of regions that secrets are read from while home fails, in their order
 * @param failoverEndpoints addresses that secrets are read from while home fails, in the place of fail-over regions
 * @param hedgeAfter silence of home after which the next fail-over region is asked, too
 * @param ramEndpoint address of RAM
 * @param stsEndpoint address of STS
 * @param credentials who signs the calls
 * @param cache when secrets are read again, and how much is held
 * @param secrets what is different for single secrets, by their names
 * @param store the encrypted local store
 * @param calls how long calls may take
 * @param tls whom calls trust
 * @param proxy the proxy of calls
 * @param envelope the application's cipher
 * @param preload secrets that are read ahead
 */
@ConfigurationProperties(OpenSesameProperties.PREFIX)
public record OpenSesameProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String region,
        @Nullable URI endpoint,
        @DefaultValue("false") boolean plaintext,
        @DefaultValue List<String> failoverRegions,
        @DefaultValue List<URI> failoverEndpoints,
        @Nullable Duration hedgeAfter,
        @Nullable URI ramEndpoint,
        @Nullable URI stsEndpoint,
        @NestedConfigurationProperty @DefaultValue CredentialsSettings credentials,
        @NestedConfigurationProperty @DefaultValue CacheSettings cache,
        @DefaultValue Map<String, SecretSettings> secrets,
        @NestedConfigurationProperty @DefaultValue StoreSettings store,
        @NestedConfigurationProperty @DefaultValue CallSettings calls,
        @NestedConfigurationProperty @DefaultValue TlsSettings tls,
        @NestedConfigurationProperty @DefaultValue ProxySettings proxy,
        @NestedConfigurationProperty @DefaultValue EnvelopeSettings envelope,
        @NestedConfigurationProperty @DefaultValue PreloadSettings preload) {
    /** What the names of all properties begin with: {@value}. */
    public static final String PREFIX = "opensesame";

    /**
     * Returns a builder with these settings applied, for an application that builds its own client.
     *
     * @return the builder
     * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException if a
     *     setting is refused; it names the property
     */
    public OpenSesame.Builder builder() {
        preload.check();
        String givenRegion = Setting.given(region);
        if (givenRegion != null && endpoint != null) {
            throw Setting.refused("endpoint", endpoint, "opensesame.region is set as well; remove one of the two.");
        }
        OpenSesame.Builder builder = OpenSesame.builder()
                .cache(cache.options(secrets))
                .calls(calls.options())
                .tls(tls.options())
                .proxy(proxy.options());
        Setting.apply("region", givenRegion, builder::region);
        Setting.apply("endpoint", endpoint, address -> builder.endpoint(endpoint(address)));
        applyFailover(builder);
        Setting.apply("ram-endpoint", ramEndpoint, address -> builder.ramEndpoint(RamEndpoint.at(address)));
        Setting.apply("sts-endpoint", stsEndpoint, address -> builder.stsEndpoint(StsEndpoint.at(address)));
        credentials.source().ifPresent(builder::credentials);
        store.options().ifPresent(builder::store);
        return builder;
    }

    /**
     * Builds a client with these settings.
     *
     * @param customizers what changes its builder last, in their order
     * @return the client, which is the caller's to close
     * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException if a
     *     setting is refused; it names the property
     * @throws FailureAnalyzedException if they do not go together, such as when there is neither a region nor an
     *     endpoint
     */
    public OpenSesame build(List<OpenSesameCustomizer> customizers) {
        OpenSesame.Builder builder = builder();
        customizers.forEach(customizer -> customizer.customize(builder));
        try {
            return builder.build();
        } catch (IllegalStateException e) {
            throw new FailureAnalyzedException(
                    "There can be no client of KMS: " + e.getMessage(),
                    "Set opensesame.region to the id of the region whose KMS is called, such as cn-hangzhou, or"
                            + " opensesame.endpoint to the address of a VPC's endpoint, a KMS instance or LocalKms."
                            + " If other regions are to be asked as well, name each once in opensesame.failover-regions.",
                    e);
        }
    }

    private void applyFailover(OpenSesame.Builder builder) {
        if (!failoverRegions.isEmpty() && !failoverEndpoints.isEmpty()) {
            throw Setting.refused(
                    "failover-endpoints",
                    failoverEndpoints,
                    "opensesame.failover-regions is set as well; remove one of the two.");
        }
        Setting.apply("failover-regions", failoverRegions, ids -> builder.failover(ids.toArray(String[]::new)));
        if (!failoverEndpoints.isEmpty()) {
            Setting.apply(
                    "failover-endpoints",
                    failoverEndpoints,
                    addresses -> builder.failoverEndpoints(
                            addresses.stream().map(this::endpoint).toArray(KmsEndpoint[]::new)));
        }
        Setting.apply("hedge-after", hedgeAfter, builder::hedgeAfter);
    }

    private KmsEndpoint endpoint(URI address) {
        return plaintext && "http".equals(address.getScheme())
                ? KmsEndpoint.plaintext(address)
                : KmsEndpoint.of(address);
    }
}
