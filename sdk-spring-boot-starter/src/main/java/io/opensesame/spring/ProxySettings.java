package io.opensesame.spring;

import io.opensesame.kms.ProxyOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The proxy of calls; that of the JVM's system properties unless a type is set.
 *
 * @param type kind of proxy
 * @param host its host
 * @param port its port
 * @param username who logs in to it
 * @param password with which password
 */
public record ProxySettings(
        @DefaultValue("system") Type type,
        @Nullable String host,
        @DefaultValue("0") int port,
        @Nullable String username,
        @Nullable String password) {
    /** Kinds of proxies. */
    public enum Type {
        /** That of the JVM's system properties. */
        SYSTEM,
        /** None. */
        DIRECT,
        /** An HTTP proxy. */
        HTTP,
        /** A SOCKS proxy. */
        SOCKS
    }

    ProxyOptions options() {
        ProxyOptions[] built = new ProxyOptions[1];
        Setting.guard(
                "proxy",
                toString(),
                () -> built[0] = switch (type) {
                    case SYSTEM -> ProxyOptions.system();
                    case DIRECT -> ProxyOptions.direct();
                    case HTTP ->
                        username == null || password == null
                                ? ProxyOptions.http(hostOrRefuse(), port)
                                : ProxyOptions.http(hostOrRefuse(), port, username, password);
                    case SOCKS -> ProxyOptions.socks(hostOrRefuse(), port);
                });
        return built[0];
    }

    /** {@return its host, which a proxy of the application's own needs} */
    private String hostOrRefuse() {
        return Optional.ofNullable(host)
                .orElseThrow(() -> Setting.refused("proxy.host", null, "A proxy of type " + type + " needs a host."));
    }

    /** {@return the kind and the address; the password is redacted} */
    @Override
    public String toString() {
        return type + " " + host + ":" + port;
    }
}
