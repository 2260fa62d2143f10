package io.opensesame.auth;

import java.net.URI;

/**
 * A web address that answers with temporary credentials in JSON. Made by {@link CredentialsSource#uri(URI)}.
 *
 * <p>The answer has status 2xx and the members {@code Code} ({@code Success}), {@code AccessKeyId},
 * {@code AccessKeySecret}, {@code SecurityToken} and {@code Expiration}.
 */
public final class UriSource implements CredentialsSource {
    private final URI uri;

    UriSource(URI uri) {
        this.uri = Addresses.requireHttp("credentials URI", uri);
    }

    /** {@return the whole address; its path or query may be a secret of its own} */
    public URI exposeUri() {
        return uri;
    }

    /** {@return the source's name, as in messages: scheme, host and port alone} */
    @Override
    public String toString() {
        return "credentials URI at " + Addresses.origin(uri);
    }
}
