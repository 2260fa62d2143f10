package io.opensesame.ram.client;

import io.opensesame.kms.KmsEndpoint;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where RAM is called; one host serves all regions. Immutable. */
public final class RamEndpoint {
    private final KmsEndpoint address;

    private RamEndpoint(KmsEndpoint address) {
        this.address = address;
    }

    /** {@return the public endpoint, {@code ram.aliyuncs.com}} */
    public static RamEndpoint global() {
        return at(URI.create("https://ram.aliyuncs.com"));
    }

    /** {@return the endpoint inside a VPC, {@code ram.vpc-proxy.aliyuncs.com}} */
    public static RamEndpoint inVpc() {
        return at(URI.create("https://ram.vpc-proxy.aliyuncs.com"));
    }

    /**
     * Returns an endpoint by its address, such as that of LocalKms.
     *
     * @param address scheme, host and port; plain {@code http} to a loopback address only
     * @return the endpoint there
     * @throws IllegalArgumentException if the address has a path, or would send calls in clear over a network
     */
    public static RamEndpoint at(URI address) {
        return new RamEndpoint(KmsEndpoint.of(address));
    }

    /** {@return scheme, host and, if it is not the usual one, port} */
    public URI uri() {
        return address.uri();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RamEndpoint that && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    /** {@return the endpoint's address} */
    @Override
    public String toString() {
        return uri().toString();
    }
}
