package io.opensesame.kms.crypto;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Pairs of names and values that a ciphertext is bound to: who decrypts must bring the same ones. Immutable.
 *
 * <p>They are authenticated, but not hidden: KMS writes them to its audit log, so they are no place for secrets. Names
 * and values are exact and case-sensitive; their order means nothing. No pairs and no context are the same.
 *
 * @see "KMS API reference: EncryptionContext"
 */
public final class EncryptionContext {
    /** The most characters of a context, written as the JSON object that KMS takes: {@value}. */
    public static final int MAX_LENGTH = 8_192;

    private static final String UNPAIRED =
            " in an encryption context must be valid Unicode; it has an unpaired surrogate";

    private static final EncryptionContext NONE = new EncryptionContext(new TreeMap<>());

    private final SortedMap<String, String> pairs;

    private EncryptionContext(SortedMap<String, String> pairs) {
        this.pairs = Collections.unmodifiableSortedMap(pairs);
    }

    /** {@return the context without pairs} */
    public static EncryptionContext none() {
        return NONE;
    }

    /**
     * Returns the context of one pair.
     *
     * @param name its name
     * @param value its value
     * @return the context
     * @throws IllegalArgumentException if the name is empty, or the pair too long or no valid Unicode
     */
    public static EncryptionContext of(String name, String value) {
        return of(Map.of(name, value));
    }

    /**
     * Returns the context of these pairs.
     *
     * @param pairs values by names; copied
     * @return the context
     * @throws IllegalArgumentException if a name is empty, a text no valid Unicode, or the whole too long
     */
    public static EncryptionContext of(Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return NONE;
        }
        SortedMap<String, String> copy = new TreeMap<>(pairs);
        copy.forEach(EncryptionContext::check);
        requireShort(copy);
        return new EncryptionContext(copy);
    }

    /**
     * Returns this context with one more pair, or with another value for a name that it has.
     *
     * @param name the name
     * @param value the value
     * @return the new context
     * @throws IllegalArgumentException as {@link #of(Map)} does
     */
    public EncryptionContext with(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(pairs);
        more.put(name, value);
        return of(more);
    }

    private static void check(String name, String value) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a name in an encryption context must not be empty");
        }
        if (!isUnicode(name)) {
            throw new IllegalArgumentException("the name of a pair" + UNPAIRED);
        }
        if (!isUnicode(value)) {
            throw new IllegalArgumentException("the value of '" + name + "'" + UNPAIRED);
        }
    }

    /** A loop, and no encoder: a context is checked for each message that is decrypted. */
    private static boolean isUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Counts quotes, colons, commas and braces, and each escape as the longest one JSON may need. */
    private static void requireShort(Map<String, String> pairs) {
        long length = 1;
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            length += jsonLength(pair.getKey()) + jsonLength(pair.getValue()) + 2;
        }
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "an encryption context has at most " + MAX_LENGTH + " characters as a JSON object; got " + length);
        }
    }

    private static long jsonLength(String text) {
        long length = 2;
        for (int i = 0; i < text.length(); i++) {
            length += jsonLength(text.charAt(i));
        }
        return length;
    }

    private static int jsonLength(char c) {
        if (c == '"' || c == '\\') {
            return 2;
        }
        return c < ' ' ? 6 : 1;
    }

    /** {@return values by names, in the order of the names; unmodifiable} */
    public SortedMap<String, String> pairs() {
        return pairs;
    }

    /** {@return whether there is no pair} */
    public boolean isEmpty() {
        return pairs.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncryptionContext that && that.pairs.equals(pairs);
    }

    @Override
    public int hashCode() {
        return pairs.hashCode();
    }

    /** {@return the pairs, which are no secret} */
    @Override
    public String toString() {
        return pairs.toString();
    }
}
