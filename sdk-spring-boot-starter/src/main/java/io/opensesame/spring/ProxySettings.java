package io.opensesame.spring;

import io.opensesame.kms.ProxyOptions;
import java.util.function.BiFunction;
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
        @Nullable Integer port,
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
        return switch (type) {
            case SYSTEM -> unaddressed(ProxyOptions.system());
            case DIRECT -> unaddressed(ProxyOptions.direct());
            case HTTP -> username == null && password == null ? addressed(ProxyOptions::http) : withLogin();
            case SOCKS -> {
                if (username != null || password != null) {
                    throw Setting.refused("proxy.type", type, "A proxy with a login is an HTTP proxy: set http.");
                }
                yield addressed(ProxyOptions::socks);
            }
        };
    }

    private ProxyOptions unaddressed(ProxyOptions options) {
        if (host != null || port != null || username != null || password != null) {
            throw Setting.refused(
                    "proxy.type", type, "A proxy with an address or a login is one of type http or socks; set which.");
        }
        return options;
    }

    private ProxyOptions withLogin() {
        String why = "A login at a proxy has a username and a password; set both.";
        String user = Setting.needed("proxy.username", username, why);
        String secret = Setting.needed("proxy.password", password, why);
        return addressed((name, number) ->
                Setting.make("proxy.username", user, () -> ProxyOptions.http(name, number, user, secret)));
    }

    private ProxyOptions addressed(BiFunction<String, Integer, ProxyOptions> maker) {
        String why = "A proxy of type " + type + " has a host and a port; set both.";
        String name = Setting.needed("proxy.host", host, why);
        Integer number = Setting.needed("proxy.port", port, why);
        return Setting.make(name.isBlank() ? "proxy.host" : "proxy.port", number, () -> maker.apply(name, number));
    }

    /** {@return the kind, the address and the user; the password is redacted} */
    @Override
    public String toString() {
        return "ProxySettings[type=" + type + ", host=" + host + ", port=" + port + ", username=" + username
                + ", password=" + (password == null ? "null" : "<redacted>") + "]";
    }
}
