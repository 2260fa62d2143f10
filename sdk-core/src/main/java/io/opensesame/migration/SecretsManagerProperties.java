package io.opensesame.migration;

import io.opensesame.auth.CredentialsSource;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.TlsOptions;
import io.opensesame.secrets.CacheOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of Alibaba Cloud's own caching client, {@code alibabacloud-secretsmanager-client}, versions 1 and 2: its
 * file {@code secretsmanager.properties}, and the environment variables of the same names. Immutable.
 *
 * <pre>{@code
 * OpenSesame sesame = OpenSesame.builder(SecretsManagerProperties.load()).build();
 * }</pre>
 *
 * <p>As there, credentials in the environment go before those in the file, and regions in the environment come after
 * those in the file. Unlike there, regions keep the order in which they are written: the first is home. What cannot be
 * honoured is refused with advice where the client would be another one without it, and otherwise listed in
 * {@link #warnings()} and logged.
 *
 * @see "alibabacloud-secretsmanager-client 1.3.7 and alibabacloud-secretsmanager-client-v2 2.0.0"
 */
public final class SecretsManagerProperties {
    /** The name of the file: {@value}. */
    public static final String FILE_NAME = "secretsmanager.properties";

    private static final Logger LOG = LoggerFactory.getLogger(SecretsManagerProperties.class);
    /** The member of a JSON secret that the vendor's client looks at unless told otherwise. */
    private static final String TTL_FIELD = "ttl";

    private static final String TTL_RULE =
            "a whole number of milliseconds, from 1000 (a second) to 315360000000 (3,650 days)";
    private static final Duration USUAL_MAX_STALE =
            CacheOptions.builder().build().maxStale();

    private final CredentialsSource credentials;
    private final List<KmsEndpoint> endpoints;
    private final TlsOptions tls;
    private final CacheOptions cache;
    private final List<String> secretNames;
    private final List<String> warnings;

    private SecretsManagerProperties(List<NamedTexts> places, Surroundings surroundings, List<String> warnings) {
        places.forEach(place -> Unsupported.check(place, warnings));
        Set<RegionSettings> regions = new LinkedHashSet<>();
        places.forEach(place -> regions.addAll(RegionSettings.read(place, warnings)));
        this.credentials = places.stream()
                .flatMap(place -> CredentialsSettings.read(place, surroundings).stream())
                .reduce((file, environment) -> environment)
                .orElseGet(CredentialsSource::defaultChain);
        this.endpoints =
                regions.stream().map(RegionSettings::endpoint).distinct().toList();
        this.tls = tls(regions, surroundings);
        this.cache = cache(places);
        this.secretNames = secretNames(places);
        this.warnings = List.copyOf(warnings);
        this.warnings.forEach(LOG::warn);
    }

    /**
     * Reads the file {@value #FILE_NAME}, if there is one in the working directory or else on the class path, and the
     * environment.
     *
     * @return the settings
     * @throws IllegalArgumentException if a setting is malformed, missing beside others, or cannot be honoured; the
     *     message names the place and the key, never a secret
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static SecretsManagerProperties load() {
        return load(Surroundings.ofTheProcess());
    }

    /**
     * Reads a file of another name or place, as the vendor's {@code withCustomConfigFile} does, and the environment.
     *
     * @param fileName a path, absolute or from the working directory; or else the name of a class path resource
     * @return the settings
     * @throws IllegalArgumentException if there is no such file, or as {@link #load()} does
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static SecretsManagerProperties load(String fileName) {
        return load(fileName, Surroundings.ofTheProcess());
    }

    static SecretsManagerProperties load(Surroundings surroundings) {
        return read(surroundings.properties(FILE_NAME), FILE_NAME, surroundings);
    }

    static SecretsManagerProperties load(String fileName, Surroundings surroundings) {
        Properties properties = surroundings
                .properties(fileName)
                .orElseThrow(() -> new IllegalArgumentException("there is no '" + fileName
                        + "' in the working directory or on the class path; the file's name is usually " + FILE_NAME));
        return read(Optional.of(properties), fileName, surroundings);
    }

    private static SecretsManagerProperties read(
            Optional<Properties> file, String fileName, Surroundings surroundings) {
        List<NamedTexts> places = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        file.ifPresent(properties -> {
            places.add(NamedTexts.of(fileName, properties));
            warnings.addAll(Keys.unknown(fileName, properties));
        });
        places.add(new NamedTexts("the environment", surroundings.environment()));
        return new SecretsManagerProperties(places, surroundings, warnings);
    }

    private static TlsOptions tls(Set<RegionSettings> regions, Surroundings surroundings) {
        TlsOptions.Builder tls = TlsOptions.builder();
        regions.stream()
                .flatMap(region -> region.caFile().stream())
                .distinct()
                .forEach(caFile -> tls.trust(surroundings.text(caFile, Keys.REGIONS + " 'caFilePath'")));
        return tls.build();
    }

    private static CacheOptions cache(List<NamedTexts> places) {
        CacheOptions cache = vendorDefaults().build();
        for (NamedTexts place : places) {
            Optional<String> ttl = place.text(Keys.REFRESH_TTL);
            if (ttl.isPresent()) {
                cache = place.checked(
                        Keys.REFRESH_TTL, TTL_RULE, () -> cache(Duration.ofMillis(Long.parseLong(ttl.get()))));
            }
        }
        return cache;
    }

    private static CacheOptions cache(Duration refreshAfter) {
        CacheOptions.Builder cache = vendorDefaults().refreshAfter(refreshAfter);
        return refreshAfter.compareTo(USUAL_MAX_STALE) > 0
                ? cache.maxStale(refreshAfter).build()
                : cache.build();
    }

    private static CacheOptions.Builder vendorDefaults() {
        return CacheOptions.builder().ttlField(TTL_FIELD, TimeUnit.MILLISECONDS);
    }

    private static List<String> secretNames(List<NamedTexts> places) {
        return places.stream()
                .flatMap(place -> place.text(Keys.SECRET_NAMES).stream())
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** {@return where credentials come from; the default chain if nothing names a {@code credentials_type}} */
    public CredentialsSource credentials() {
        return credentials;
    }

    /** {@return the endpoints of the regions, home first; empty if none is set; unmodifiable} */
    public List<KmsEndpoint> endpoints() {
        return endpoints;
    }

    /** {@return whom to trust: the system, and what each region's {@code caFilePath} holds} */
    public TlsOptions tls() {
        return tls;
    }

    /**
     * Returns when secrets are read again.
     *
     * @return {@code refreshAfter} as {@code refresh_secret_ttl} says, if it is set, and {@code maxStale} no shorter; a
     *     member {@code ttl} of a JSON secret is its own interval in milliseconds, as with the vendor's client
     */
    public CacheOptions cache() {
        return cache;
    }

    /** {@return the names in {@code secret_names}, for {@code SecretsClient.preload}; unmodifiable} */
    public List<String> secretNames() {
        return secretNames;
    }

    /** {@return what is ignored, one sentence each; nothing secret; unmodifiable} */
    public List<String> warnings() {
        return warnings;
    }

    /** {@return where credentials come from, and the endpoints; nothing secret} */
    @Override
    public String toString() {
        return "SecretsManagerProperties[credentials=" + credentials + ", endpoints=" + endpoints + "]";
    }
}
