package io.opensesame.localkms.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.opensesame.localkms.engine.call.Origin;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * Where the calls of AccessKeys count as coming from: the socket's address, unless the Java API said otherwise. No
 * header can. Thread-safe.
 */
public final class SourceAddresses {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    /** So narrow that nothing else is looked up as the name of a host. */
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:][0-9A-Fa-f:.]*");

    private final ConcurrentMap<String, String> byAccessKeyId = new ConcurrentHashMap<>();

    /** Creates an instance in which every call comes from its socket's address. */
    public SourceAddresses() {}

    /**
     * Makes the calls of an AccessKey come from an address.
     *
     * @param address an IPv4 or IPv6 address
     * @throws IllegalArgumentException if it is no address
     */
    public void set(String accessKeyId, String address) {
        byAccessKeyId.put(accessKeyId, checked(address));
    }

    Origin origin(String accessKeyId, HttpExchange exchange) {
        InetAddress socket = exchange.getRemoteAddress().getAddress();
        return Origin.of(byAccessKeyId.getOrDefault(accessKeyId, text(socket)), exchange instanceof HttpsExchange);
    }

    private static String checked(String address) {
        if (IPV4.matcher(address).matches() || IPV6.matcher(address).matches()) {
            try {
                return text(InetAddress.getByName(address));
            } catch (UnknownHostException e) {
                // Refused below: it has the characters of an address, and is none.
            }
        }
        throw new IllegalArgumentException(
                "a source address is an IPv4 or IPv6 address, such as 203.0.113.7: '" + address + "'");
    }

    /** Writes an address without the network interface, which a link-local one of IPv6 has behind a percent sign. */
    private static String text(InetAddress address) {
        return address.getHostAddress().split("%", 2)[0];
    }
}
