package io.opensesame.internal.http;

import io.opensesame.kms.ProxyOptions;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Chooses the proxy of each connection: none to this machine itself, whose traffic may be in clear and must not leave
 * it; else what the options say.
 */
final class ProxyChoice extends ProxySelector {
    private static final String OCTET = "(\\d{1,2}|1\\d\\d|2[0-4]\\d|25[0-5])";
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\." + OCTET + "){3}|\\[?::1]?", Pattern.CASE_INSENSITIVE);

    private final ProxySelector elsewhere;

    private ProxyChoice(ProxySelector elsewhere) {
        this.elsewhere = elsewhere;
    }

    static ProxyChoice of(ProxyOptions options) {
        return new ProxyChoice(options.proxy().<ProxySelector>map(Fixed::new).orElseGet(ProxyChoice::system));
    }

    /** What the JVM is set to when the connections are made; an application may have set it to nothing. */
    private static ProxySelector system() {
        ProxySelector system = ProxySelector.getDefault();
        return system == null ? new Fixed(Proxy.NO_PROXY) : system;
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = uri.getHost();
        boolean isLoopback = host != null && LOOPBACK.matcher(host).matches();
        return isLoopback ? List.of(Proxy.NO_PROXY) : elsewhere.select(uri);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        elsewhere.connectFailed(uri, address, failure);
    }

    /** Always the same one. */
    private static final class Fixed extends ProxySelector {
        private final List<Proxy> proxies;

        Fixed(Proxy proxy) {
            this.proxies = List.of(proxy);
        }

        @Override
        public List<Proxy> select(URI uri) {
            return proxies;
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // There is no other to choose.
        }
    }
}
