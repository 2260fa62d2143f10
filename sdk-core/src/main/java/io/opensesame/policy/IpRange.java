package io.opensesame.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 address, or a block of them in CIDR notation. Immutable. */
final class IpRange {
    private static final Pattern IPV4 =
            Pattern.compile("(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]*");
    private static final Pattern PREFIX = Pattern.compile("0|[1-9]\\d{0,2}");
    private static final int MAPPED_BITS = 96;
    private static final int MAX_LENGTH = 45;

    private final byte[] network;
    private final int prefixBits;

    private IpRange(byte[] network, int prefixBits) {
        this.network = network;
        this.prefixBits = prefixBits;
    }

    /** Reads an address or a block; bits of the address after the prefix do not matter. */
    static Optional<IpRange> parse(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty() || slash < 0) {
            return address.map(bytes -> new IpRange(bytes, bytes.length * 8));
        }
        String prefix = text.substring(slash + 1);
        if (!PREFIX.matcher(prefix).matches()) {
            return Optional.empty();
        }
        byte[] bytes = address.get();
        boolean mapped = bytes.length == 4 && text.indexOf(':') >= 0;
        int bits = Integer.parseInt(prefix) - (mapped ? MAPPED_BITS : 0);
        return bits >= 0 && bits <= bytes.length * 8 ? Optional.of(new IpRange(bytes, bits)) : Optional.empty();
    }

    /**
     * Reads an address without ever asking a name server. An IPv4 address mapped into IPv6 is the IPv4 one; a part of
     * an IPv4 address that begins with a zero is refused, since some take it for octal.
     */
    static Optional<byte[]> address(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text);
    }

    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int wholeBytes = prefixBits / 8;
        for (int i = 0; i < wholeBytes; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int restBits = prefixBits % 8;
        int mask = 0xFF << (8 - restBits) & 0xFF;
        return restBits == 0 || (address[wholeBytes] & mask) == (network[wholeBytes] & mask);
    }

    private static Optional<byte[]> ipv4(String text) {
        Matcher matcher = IPV4.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            int part = Integer.parseInt(matcher.group(i + 1));
            if (part > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) part;
        }
        return Optional.of(bytes);
    }

    private static Optional<byte[]> ipv6(String text) {
        boolean endsLikeIpv4 = text.indexOf('.') >= 0;
        if (!IPV6.matcher(text).matches()
                || (endsLikeIpv4
                        && ipv4(text.substring(text.lastIndexOf(':') + 1)).isEmpty())) {
            return Optional.empty();
        }
        try {
            // Beginning with a digit or a colon, it is an address to the JDK or refused; no name is looked up.
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
