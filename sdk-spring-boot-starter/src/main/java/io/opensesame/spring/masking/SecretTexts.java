package io.opensesame.spring.masking;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts that one secret has given as properties, now or before, as something to search other texts for.
 * Thread-safe.
 *
 * <p>No text is kept: only its length and a digest under a random salt of this object, so that the values of earlier
 * versions do not stay in memory. (A value that can be guessed can be found by its digest, like any.)
 */
public final class SecretTexts {
    /*
     * A text is found by a rolling hash over all parts of its length, and known by its digest. The hash is there for
     * speed, and has few bits, so that it tells little of the text.
     *
     * Texts that say little are looked for between quotes or brackets only: see isWord.
     */
    private static final int HASH_BITS = 12;
    private static final int SHORTEST = 4;
    private static final int MAX_TEXTS = 8192; // more than one secret can give: it has 30 KB at most
    private static final String OPENING = "\"'`[({<";
    private static final String CLOSING = "\"'`])}>";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Softly: a failure may be reported when nothing refers to the environment any more. */
    private static final Queue<SoftReference<SecretTexts>> ALL = new ConcurrentLinkedQueue<>();

    private final String origin;
    private final Set<String> publicNames = new TreeSet<>();
    private final byte[] salt = new byte[16];
    private final int base = RANDOM.nextInt() | 1;
    private final Map<Fingerprint, String> known = new LinkedHashMap<>();
    private final TreeMap<Integer, BitSet> hashes = new TreeMap<>();

    private SecretTexts(String origin) {
        this.origin = origin;
        RANDOM.nextBytes(salt);
    }

    /**
     * Returns the texts of a secret, none yet. Reports of a failed start are masked with them for as long as they are
     * reachable, and a while longer.
     *
     * @param secretName the secret's name or ARN
     * @return the texts
     */
    public static SecretTexts of(String secretName) {
        SecretTexts texts = new SecretTexts("the secret '" + secretName + "'");
        texts.publicNames.add(secretName);
        ALL.removeIf(reference -> reference.get() == null);
        ALL.add(new SoftReference<>(texts));
        return texts;
    }

    /** Returns texts that no secret gives: of the application's own settings. Nobody else gets to see them. */
    static SecretTexts ofSettings() {
        return new SecretTexts("the application's own settings");
    }

    static Stream<SecretTexts> all() {
        return ALL.stream().map(SoftReference::get).filter(Objects::nonNull);
    }

    /** {@return the name of the secret and those of the properties that it has given, which need not be masked} */
    public synchronized Set<String> publicNames() {
        return Set.copyOf(publicNames);
    }

    /**
     * Remembers what a version of the secret gives; the lines of a value, and what stands between its commas, by
     * themselves too.
     *
     * @param values the properties' values, by their names
     */
    public synchronized void remember(Map<String, String> values) {
        values.forEach((property, value) -> {
            publicNames.add(property);
            add(value, property);
            Stream.of("\\R", ",")
                    .flatMap(separator -> Stream.of(value.split(separator, -1)))
                    .map(String::strip)
                    .filter(part -> part.length() >= SHORTEST)
                    .forEach(part -> add(part, property));
        });
        Iterator<Fingerprint> eldest = known.keySet().iterator();
        while (known.size() > MAX_TEXTS) {
            eldest.next();
            eldest.remove();
        }
    }

    private void add(String text, String property) {
        if (!text.isBlank()) {
            Fingerprint fingerprint = fingerprint(text);
            known.remove(fingerprint); // to the end: the eldest are forgotten
            known.put(fingerprint, property);
            hashes.computeIfAbsent(text.length(), length -> new BitSet()).set(index(hash(text, text.length())));
        }
    }

    /**
     * Tells whether a text is, as a whole, a value that was given. The words true and false are never: they are
     * everywhere.
     *
     * @param text the text
     * @return whether it is such a value
     */
    public synchronized boolean contains(String text) {
        return !isBoolean(text) && find(text, 0, text.length()) != null;
    }

    /** Returns where values stand in a text. */
    synchronized List<Occurrence> occurrencesIn(String text) {
        return hashes.keySet().stream()
                .filter(length -> length <= text.length())
                .flatMap(length -> occurrencesIn(text, length).stream())
                .toList();
    }

    private List<Occurrence> occurrencesIn(String text, int length) {
        BitSet wanted = Objects.requireNonNull(hashes.get(length));
        int highest = 1;
        for (int i = 1; i < length; i++) {
            highest *= base;
        }
        Stream.Builder<Occurrence> found = Stream.builder();
        int hash = hash(text, length);
        for (int start = 0; ; start++) {
            int end = start + length;
            if (wanted.get(index(hash))) {
                String property = find(text, start, end);
                if (property != null && (!isWord(text.substring(start, end)) || isDelimited(text, start, end))) {
                    found.add(new Occurrence(start, end, origin, property));
                }
            }
            if (end == text.length()) {
                return found.build().toList();
            }
            hash = (hash - text.charAt(start) * highest) * base + text.charAt(end);
        }
    }

    /** Whether a text of that kind is found in any longer one, though it has nothing to do with the secret. */
    private static boolean isWord(String text) {
        return text.length() < SHORTEST || isBoolean(text);
    }

    private static boolean isBoolean(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    private static boolean isDelimited(String text, int start, int end) {
        return start > 0
                && end < text.length()
                && OPENING.indexOf(text.charAt(start - 1)) >= 0
                && CLOSING.indexOf(text.charAt(end)) >= 0;
    }

    private @Nullable String find(String text, int start, int end) {
        return known.get(fingerprint(text.substring(start, end)));
    }

    private int hash(String text, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = hash * base + text.charAt(i);
        }
        return hash;
    }

    private static int index(int hash) {
        return hash >>> (Integer.SIZE - HASH_BITS);
    }

    private Fingerprint fingerprint(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return new Fingerprint(
                    text.length(), ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** {@return what gave the texts, and none of them} */
    @Override
    public String toString() {
        return "SecretTexts[of " + origin + "]";
    }

    private record Fingerprint(int length, ByteBuffer digest) {}

    /** Where a value stands in a text, and which property of what gave it. */
    record Occurrence(int start, int end, String origin, String property) {}
}
