package io.opensesame.internal.credentials;

import io.opensesame.auth.CredentialsProvider;
import io.opensesame.internal.http.RpcTransport;
import java.net.URI;

/** Makes transports to STS. */
@FunctionalInterface
public interface StsTransports {
    /**
     * Returns a transport that signs.
     *
     * @param endpoint scheme, host and port of STS
     * @param apiVersion the version of its API
     * @param signer asked for credentials before each attempt
     */
    RpcTransport create(URI endpoint, String apiVersion, CredentialsProvider signer);
}
