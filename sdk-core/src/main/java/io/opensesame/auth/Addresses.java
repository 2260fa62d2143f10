package io.opensesame.auth;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** The rules for web addresses that credentials travel to or from. Messages show an address's origin alone. */
final class Addresses {
    private static final Pattern LOOPBACK = Pattern.compile(
            "localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[(?:0*:)*0*1\\]", Pattern.CASE_INSENSITIVE);

    private Addresses() {}

    static URI requireHttp(String what, URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if ((!scheme.equals("http") && !scheme.equals("https")) || address.getHost() == null) {
            throw new IllegalArgumentException("the address of the " + what
                    + " must be absolute, with scheme http or https and a host, like https://host:port");
        }
        if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the address of the " + what + " must have neither a user name nor a fragment: " + origin(address));
        }
        return address;
    }

    static URI requireOrigin(String what, URI address) {
        requireHttp(what, address);
        String path = address.getRawPath();
        if (!(path.isEmpty() || path.equals("/")) || address.getRawQuery() != null) {
            throw new IllegalArgumentException("the address of the " + what
                    + " must have neither a path nor a query: write just " + origin(address));
        }
        return URI.create(origin(address));
    }

    static boolean isLoopback(URI address) {
        return LOOPBACK.matcher(address.getHost()).matches();
    }

    /** Returns scheme, host and port: a path or query may hold a token. */
    static String origin(URI address) {
        return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }
}
