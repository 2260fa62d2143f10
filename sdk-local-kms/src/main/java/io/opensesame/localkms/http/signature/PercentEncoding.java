package io.opensesame.localkms.http.signature;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/** The percent-encoding of all signature versions: everything but {@code A-Z a-z 0-9 - _ . ~} becomes {@code %XX}. */
final class PercentEncoding {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentEncoding() {}

    /** How a parameter with an empty value is written. */
    enum EmptyValue {
        /** As {@code name=}. */
        NAME_AND_EQUALS_SIGN,
        /** As {@code name}. */
        NAME_ALONE,
        /** Not at all. */
        LEFT_OUT
    }

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet >= 0 && UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX[(octet >> 4) & 0xF]).append(HEX[octet & 0xF]);
            }
        }
        return encoded.toString();
    }

    /** Returns the parameters sorted by name, each part encoded, joined by {@code &}. */
    static String canonicalQuery(Map<String, String> parameters, EmptyValue emptyValue) {
        SortedMap<String, String> sorted = new TreeMap<>(parameters);
        StringJoiner query = new StringJoiner("&");
        sorted.forEach((name, value) -> {
            if (!value.isEmpty() || emptyValue == EmptyValue.NAME_AND_EQUALS_SIGN) {
                query.add(encode(name) + "=" + encode(value));
            } else if (emptyValue == EmptyValue.NAME_ALONE) {
                query.add(encode(name));
            }
        });
        return query.toString();
    }
}
