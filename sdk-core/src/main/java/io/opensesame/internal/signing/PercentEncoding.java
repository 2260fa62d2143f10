package io.opensesame.internal.signing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The percent-encoding that signatures are made over: UTF-8; letters, digits and {@code - _ . ~} stay, every other byte
 * becomes {@code %XX} in upper case.
 *
 * <p>What it gives is also good as a URL's query and as a form body, so a request is encoded once and signed as it is
 * sent.
 */
public final class PercentEncoding {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private static final boolean[] UNRESERVED = unreserved();

    private PercentEncoding() {}

    /**
     * Encodes one text.
     *
     * @throws IllegalArgumentException if it holds half a surrogate pair, which has no UTF-8 form
     */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        append(encoded, text);
        return encoded.toString();
    }

    /**
     * Joins parameters as {@code name=value} with {@code &}, encoded and sorted by name. An empty value keeps its
     * {@code =}.
     *
     * @throws IllegalArgumentException if a name or value holds half a surrogate pair; the message names the parameter
     */
    public static String canonicalQuery(Map<String, String> parameters) {
        List<Map.Entry<String, String>> sorted = new ArrayList<>(parameters.entrySet());
        sorted.sort(Map.Entry.comparingByKey());
        StringBuilder query = new StringBuilder(64 * sorted.size());
        for (Map.Entry<String, String> parameter : sorted) {
            if (!query.isEmpty()) {
                query.append('&');
            }
            appendParameter(query, parameter.getKey(), parameter.getValue());
        }
        return query.toString();
    }

    private static void appendParameter(StringBuilder query, String name, String value) {
        try {
            append(query, name);
            append(query.append('='), value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("parameter " + name + ": " + e.getMessage(), e);
        }
    }

    private static void append(StringBuilder encoded, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isUnreserved(c)) {
                encoded.append(c);
            } else if (c < 0x80) {
                appendByte(encoded, c);
            } else if (c < 0x800) {
                appendByte(encoded, 0xC0 | (c >> 6));
                appendContinuation(encoded, c);
            } else if (Character.isSurrogate(c)) {
                appendSupplementary(encoded, text, i++);
            } else {
                appendByte(encoded, 0xE0 | (c >> 12));
                appendContinuation(encoded, c >> 6);
                appendContinuation(encoded, c);
            }
        }
    }

    private static void appendSupplementary(StringBuilder encoded, String text, int index) {
        int codePoint = text.codePointAt(index);
        if (!Character.isSupplementaryCodePoint(codePoint)) {
            throw new IllegalArgumentException(
                    "the text must be whole Unicode characters; half a surrogate pair is at index " + index);
        }
        appendByte(encoded, 0xF0 | (codePoint >> 18));
        appendContinuation(encoded, codePoint >> 12);
        appendContinuation(encoded, codePoint >> 6);
        appendContinuation(encoded, codePoint);
    }

    private static boolean isUnreserved(char c) {
        return c < UNRESERVED.length && UNRESERVED[c];
    }

    private static void appendContinuation(StringBuilder encoded, int bits) {
        appendByte(encoded, 0x80 | (bits & 0x3F));
    }

    private static void appendByte(StringBuilder encoded, int value) {
        encoded.append('%').append(HEX[(value >> 4) & 0xF]).append(HEX[value & 0xF]);
    }

    private static boolean[] unreserved() {
        boolean[] unreserved = new boolean[128];
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"
                .chars()
                .forEach(c -> unreserved[c] = true);
        return unreserved;
    }
}
