package io.opensesame.kms;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Through which proxy KMS is reached. Immutable.
 *
 * <p>This machine itself ({@code localhost}, {@code 127.0.0.0/8}, {@code ::1}) is never reached through one.
 */
public final class ProxyOptions {
    private static final ProxyOptions SYSTEM = new ProxyOptions(null, null, null);
    private static final ProxyOptions DIRECT = new ProxyOptions(Proxy.NO_PROXY, null, null);

    private final @Nullable Proxy proxy;
    private final @Nullable String username;
    private final @Nullable String password;

    private ProxyOptions(@Nullable Proxy proxy, @Nullable String username, @Nullable String password) {
        this.proxy = proxy;
        this.username = username;
        this.password = password;
    }

    /** {@return what the JVM is set to, by {@code https.proxyHost} and its kin: the default} */
    public static ProxyOptions system() {
        return SYSTEM;
    }

    /** {@return no proxy, whatever the JVM is set to} */
    public static ProxyOptions direct() {
        return DIRECT;
    }

    /**
     * Returns an HTTP proxy, through which HTTPS is tunnelled by {@code CONNECT}.
     *
     * @param host the proxy's host
     * @param port its port, from 1 to 65535
     * @return the options
     * @throws IllegalArgumentException if the host is empty or the port out of range
     */
    public static ProxyOptions http(String host, int port) {
        return new ProxyOptions(proxy(Proxy.Type.HTTP, host, port), null, null);
    }

    /**
     * Returns an HTTP proxy that wants to know who asks. The credentials are sent to the proxy alone.
     *
     * @param host the proxy's host
     * @param port its port, from 1 to 65535
     * @param username the user, without a colon
     * @param password the password
     * @return the options
     * @throws IllegalArgumentException if the host or user is empty, the user holds a colon or the port is out of range
     */
    public static ProxyOptions http(String host, int port, String username, String password) {
        if (username.isEmpty() || username.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a proxy's user must be non-empty and without ':'");
        }
        return new ProxyOptions(proxy(Proxy.Type.HTTP, host, port), username, password);
    }

    /**
     * Returns a SOCKS proxy.
     *
     * @param host the proxy's host
     * @param port its port, from 1 to 65535
     * @return the options
     * @throws IllegalArgumentException if the host is empty or the port out of range
     */
    public static ProxyOptions socks(String host, int port) {
        return new ProxyOptions(proxy(Proxy.Type.SOCKS, host, port), null, null);
    }

    /**
     * Unresolved: the name is looked up at each connection, and may be a name that only the runtime's network knows.
     */
    private static Proxy proxy(Proxy.Type type, String host, int port) {
        if (host.isBlank()) {
            throw new IllegalArgumentException("a proxy's host must not be empty");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a proxy's port must be from 1 to 65535: " + port);
        }
        return new Proxy(type, InetSocketAddress.createUnresolved(host, port));
    }

    /** {@return the proxy, or empty for what the JVM is set to} */
    public Optional<Proxy> proxy() {
        return Optional.ofNullable(proxy);
    }

    /** {@return the user that the proxy knows, or empty} */
    public Optional<String> username() {
        return Optional.ofNullable(username);
    }

    /** {@return the user's password, in clear, or empty} */
    public Optional<String> exposePassword() {
        return Optional.ofNullable(password);
    }

    /** {@return the proxy and the user; the password is redacted} */
    @Override
    public String toString() {
        String what = proxy == null ? "system" : proxy.toString();
        return "ProxyOptions[" + what + (username == null ? "" : ", username=" + username + ", password=<redacted>")
                + "]";
    }
}
