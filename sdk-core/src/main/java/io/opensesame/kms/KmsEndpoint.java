package io.opensesame.kms;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a KMS answers: a scheme, a host and perhaps a port. Immutable.
 *
 * <p>HTTPS only. Plain HTTP is taken from {@link #of(URI)} for a loopback host, and from {@link #plaintext(URI)} for
 * any.
 *
 * @see "KMS API reference: endpoints"
 */
public final class KmsEndpoint {
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z0-9]+){1,4}");
    private static final Pattern INSTANCE = Pattern.compile("kst-[A-Za-z0-9-]{1,59}");
    private static final Pattern REGIONAL_HOST = Pattern.compile("kms(?:-vpc)?\\.(" + REGION + ")\\.aliyuncs\\.com");

    private static final String OCTET = "(\\d{1,2}|1\\d\\d|2[0-4]\\d|25[0-5])";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\." + OCTET + "){3}|\\[::1]");

    private final URI uri;
    private final String authority;
    private final @Nullable String region;

    private KmsEndpoint(URI uri) {
        this.uri = uri;
        boolean usualPort =
                uri.getPort() < 0 || uri.getPort() == (uri.getScheme().equals("https") ? 443 : 80);
        this.authority = usualPort ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
        Matcher regional = REGIONAL_HOST.matcher(uri.getHost());
        this.region = regional.matches() ? regional.group(1) : null;
    }

    /**
     * Returns the public endpoint of a region, {@code kms.<region>.aliyuncs.com}.
     *
     * @param region a region's id, such as {@code cn-hangzhou}
     * @return the endpoint
     * @throws IllegalArgumentException if {@code region} does not look like a region's id
     */
    public static KmsEndpoint publicRegion(String region) {
        return ofHost("kms." + checkedRegion(region) + ".aliyuncs.com");
    }

    /**
     * Returns the endpoint inside the VPCs of a region, {@code kms-vpc.<region>.aliyuncs.com}.
     *
     * @param region a region's id, such as {@code cn-hangzhou}
     * @return the endpoint
     * @throws IllegalArgumentException if {@code region} does not look like a region's id
     */
    public static KmsEndpoint vpc(String region) {
        return ofHost("kms-vpc." + checkedRegion(region) + ".aliyuncs.com");
    }

    /**
     * Returns the endpoint of a KMS instance, {@code <id>.cryptoservice.kms.aliyuncs.com}.
     *
     * <p>It serves cryptography and {@code GetSecretValue} only, its name resolves only inside the VPCs bound to the
     * instance, and its certificate is signed by the instance's own CA: see {@link TlsOptions.Builder#trust}.
     *
     * @param instanceId the instance's id, which begins with {@code kst-}
     * @return the endpoint
     * @throws IllegalArgumentException if {@code instanceId} does not look like an instance's id
     */
    public static KmsEndpoint instance(String instanceId) {
        if (!INSTANCE.matcher(instanceId).matches()) {
            throw new IllegalArgumentException(
                    "a KMS instance id is 'kst-' and letters, digits or '-': '" + instanceId + "'");
        }
        return ofHost(instanceId.toLowerCase(Locale.ROOT) + ".cryptoservice.kms.aliyuncs.com");
    }

    /**
     * Returns an endpoint by address.
     *
     * @param uri {@code https://host} or {@code https://host:port}; {@code http} is taken for a loopback host alone
     * @return the endpoint
     * @throws IllegalArgumentException if {@code uri} is anything else
     */
    public static KmsEndpoint of(URI uri) {
        URI checked = checked(uri);
        if (checked.getScheme().equals("http") && !isLoopback(checked.getHost())) {
            throw new IllegalArgumentException("an endpoint must be https, or http to a loopback host: '" + checked
                    + "'; KmsEndpoint.plaintext takes http to any host");
        }
        return new KmsEndpoint(checked);
    }

    /**
     * Returns an endpoint that may be reached over plain HTTP.
     *
     * <p>Everything but the signature's key then crosses the network in clear, secret values included. It is meant for
     * test networks and for tunnels that encrypt by themselves.
     *
     * @param uri {@code http://host} or {@code http://host:port}
     * @return the endpoint
     * @throws IllegalArgumentException if {@code uri} is anything else
     */
    public static KmsEndpoint plaintext(URI uri) {
        URI checked = checked(uri);
        if (!checked.getScheme().equals("http")) {
            throw new IllegalArgumentException("a plaintext endpoint must be http: '" + checked + "'");
        }
        return new KmsEndpoint(checked);
    }

    private static String checkedRegion(String region) {
        if (region.length() > 40 || !REGION.matcher(region).matches()) {
            throw new IllegalArgumentException(
                    "a region id is lower-case letters, digits and '-', such as 'cn-hangzhou': '" + region + "'");
        }
        return region;
    }

    private static KmsEndpoint ofHost(String host) {
        return new KmsEndpoint(URI.create("https://" + host));
    }

    /** Checks the form and drops a lone slash, so that endpoints that mean the same are equal. */
    private static URI checked(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean hasPath = uri.getRawPath() != null
                && !uri.getRawPath().isEmpty()
                && !uri.getRawPath().equals("/");
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("an endpoint must begin with https://, or http:// for loopback");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("an endpoint must be https://host or https://host:port, without a user");
        }
        if (hasPath || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "an endpoint must have no path, query or fragment: host '" + uri.getHost() + "'");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("an endpoint's port must be from 1 to 65535: " + uri.getPort());
        }
        try {
            return new URI(scheme, null, uri.getHost().toLowerCase(Locale.ROOT), uri.getPort(), null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("an endpoint must be https://host or https://host:port", e);
        }
    }

    /** Decides by the text alone: a look-up could be answered by anyone, of {@code kms.localhost} too. */
    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    /** {@return the address, without path} */
    public URI uri() {
        return uri;
    }

    /** {@return the host, with the port if it is not the scheme's own} */
    public String authority() {
        return authority;
    }

    /** {@return the region, if the host names one} */
    public Optional<String> region() {
        return Optional.ofNullable(region);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KmsEndpoint that && uri.equals(that.uri);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(uri);
    }

    /** {@return the address} */
    @Override
    public String toString() {
        return uri.toString();
    }
}
