package io.opensesame.kms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The service's rules for tags, and a checked set of them. Immutable.
 *
 * <p>Requests take plain maps and check them here: 1 to {@value #MAX_COUNT} tags; keys of 1 to {@value #MAX_LENGTH}
 * characters, values of up to as many, both of letters, digits and <code>/ \ _ - . + = : @</code>; no key begins with
 * {@code aliyun} or {@code acs:}. Letters of every script pass; the reference doesn't say which ones KMS means.
 *
 * @see "KMS API reference: CreateSecret, TagResource"
 */
public final class Tags {
    /** The most tags that one resource bears, and that one request names: {@value}. */
    public static final int MAX_COUNT = 20;

    /** The most characters of a key, and of a value: {@value}. */
    public static final int MAX_LENGTH = 128;

    private static final String PUNCTUATION = "/\\_-.+=:@";

    private final Map<String, String> byKey;

    private Tags(Map<String, String> byKey) {
        this.byKey = byKey;
    }

    /**
     * Checks tags.
     *
     * @param byKey values by their keys; copied, in its order
     * @return the tags
     * @throws IllegalArgumentException if a rule of the service is broken
     */
    public static Tags of(Map<String, String> byKey) {
        Map<String, String> checked = new LinkedHashMap<>();
        byKey.forEach((key, value) -> {
            checkKey(key);
            check("the value of tag '" + key + "'", value);
            checked.put(key, value);
        });
        checkCount(checked.size());
        return new Tags(Collections.unmodifiableMap(checked));
    }

    /**
     * Checks the key of a tag.
     *
     * @param key the key
     * @return the key
     * @throws IllegalArgumentException if a rule of the service is broken
     */
    public static String checkKey(String key) {
        check("a tag's key", key);
        if (key.isEmpty()) {
            throw new IllegalArgumentException(
                    "a tag's key needs 1 to " + MAX_LENGTH + " characters; got an empty one");
        }
        if (key.startsWith("aliyun") || key.startsWith("acs:")) {
            throw new IllegalArgumentException(
                    "a tag's key must not begin with 'aliyun' or 'acs:', which are the service's own; got '" + key
                            + "'");
        }
        return key;
    }

    /**
     * Checks how many tags, or keys of tags, one request names.
     *
     * @param count how many
     * @throws IllegalArgumentException if it is not between 1 and {@value #MAX_COUNT}
     */
    public static void checkCount(int count) {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("need 1 to " + MAX_COUNT + " tags; got " + count);
        }
    }

    /** {@return the values by their keys, in the order given; unmodifiable} */
    public Map<String, String> byKey() {
        return byKey;
    }

    private static void check(String what, String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    what + " has at most " + MAX_LENGTH + " characters; got " + text.length());
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && PUNCTUATION.indexOf(c) < 0) {
                // What stands before the first illegal character is safe to print.
                throw new IllegalArgumentException(String.format(
                        "%s has letters, digits and %s only; got U+%04X after '%s'",
                        what, PUNCTUATION, (int) c, text.substring(0, i)));
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tags that && that.byKey.equals(byKey);
    }

    @Override
    public int hashCode() {
        return byKey.hashCode();
    }

    @Override
    public String toString() {
        return "Tags" + byKey;
    }
}
