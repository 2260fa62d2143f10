package io.opensesame.auth;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the Security Token Service (STS) is called. Immutable. */
public final class StsEndpoint {
    private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+");

    private final URI uri;

    private StsEndpoint(URI uri) {
        this.uri = uri;
    }

    /** {@return the endpoint for all regions, {@code sts.aliyuncs.com}} */
    public static StsEndpoint global() {
        return new StsEndpoint(URI.create("https://sts.aliyuncs.com"));
    }

    /**
     * Returns the public endpoint of a region.
     *
     * @param region the region's id, such as {@code cn-hangzhou}
     * @return the endpoint {@code sts.<region>.aliyuncs.com}
     * @throws IllegalArgumentException if that is no region's id
     */
    public static StsEndpoint ofRegion(String region) {
        return new StsEndpoint(URI.create("https://sts." + requireRegion(region) + ".aliyuncs.com"));
    }

    /**
     * Returns a region's endpoint inside a VPC.
     *
     * @param region the region's id, such as {@code cn-hangzhou}
     * @return the endpoint {@code sts-vpc.<region>.aliyuncs.com}
     * @throws IllegalArgumentException if that is no region's id
     */
    public static StsEndpoint inVpc(String region) {
        return new StsEndpoint(URI.create("https://sts-vpc." + requireRegion(region) + ".aliyuncs.com"));
    }

    /**
     * Returns an endpoint by its address, such as that of an emulator.
     *
     * @param address scheme, host and port; plain {@code http} to a loopback address only
     * @return the endpoint there
     * @throws IllegalArgumentException if the address has a path, or would send tokens in clear over a network
     */
    public static StsEndpoint at(URI address) {
        URI origin = Addresses.requireOrigin("STS endpoint", address);
        if (!origin.getScheme().equalsIgnoreCase("https") && !Addresses.isLoopback(origin)) {
            throw new IllegalArgumentException(
                    "the STS endpoint must use https, unless it is on a loopback address: " + origin);
        }
        return new StsEndpoint(origin);
    }

    private static String requireRegion(String region) {
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("a region's id is like cn-hangzhou: '" + region + "'");
        }
        return region;
    }

    /** {@return scheme, host and, if it is not the usual one, port} */
    public URI uri() {
        return uri;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StsEndpoint that && uri.equals(that.uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }

    /** {@return the endpoint's address} */
    @Override
    public String toString() {
        return uri.toString();
    }
}
