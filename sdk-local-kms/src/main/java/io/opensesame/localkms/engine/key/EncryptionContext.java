package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The pairs that a ciphertext is bound to. Whoever decrypts it has to name the same ones, in any order. */
final class EncryptionContext {
    /*
     * The associated data is, as the service makes it, the SHA-256 of name=value pairs that are sorted by name and
     * joined by &. Other contexts could have the same text if a name held = or &, or a value &: {"a":"1&b=2"} and
     * {"a":"1","b":"2"}. Since contexts are to be compared as maps, the text of such a one is escaped, and begins with
     * an &, which no other text does.
     */

    private static final int MAX_LENGTH = 8_192;

    private final SortedMap<String, String> pairs;

    private EncryptionContext(SortedMap<String, String> pairs) {
        this.pairs = pairs;
    }

    /** Reads a context; one that is absent is the same as one without pairs. */
    static EncryptionContext read(Parameters parameters, String name) {
        SortedMap<String, String> pairs = new TreeMap<>();
        parameters.optional(name).ifPresent(text -> {
            if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
                throw ServiceRefusal.invalid(name);
            }
            for (Map.Entry<String, JsonNode> pair : Json.readObject(name, text).properties()) {
                if (!isText(pair.getKey())
                        || !pair.getValue().isTextual()
                        || !isText(pair.getValue().textValue())) {
                    throw ServiceRefusal.invalid(name);
                }
                pairs.put(pair.getKey(), pair.getValue().textValue());
            }
        });
        return new EncryptionContext(pairs);
    }

    /** Returns what the ciphertext is to be authenticated with; nothing if there are no pairs. */
    byte[] associatedData() {
        return pairs.isEmpty() ? new byte[0] : sha256(isAmbiguous() ? "&" + text(true) : text(false));
    }

    /** Tells whether it can be encoded; a lone surrogate would become a question mark. */
    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private boolean isAmbiguous() {
        return pairs.entrySet().stream()
                .anyMatch(pair -> pair.getKey().indexOf('=') >= 0
                        || pair.getKey().indexOf('&') >= 0
                        || pair.getValue().indexOf('&') >= 0);
    }

    private String text(boolean escaped) {
        return pairs.entrySet().stream()
                .map(pair -> escaped
                        ? escape(pair.getKey()) + "=" + escape(pair.getValue())
                        : pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining("&"));
    }

    private static String escape(String text) {
        return text.replace("%", "%25").replace("&", "%26").replace("=", "%3D");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256, this one does not", e);
        }
    }
}
