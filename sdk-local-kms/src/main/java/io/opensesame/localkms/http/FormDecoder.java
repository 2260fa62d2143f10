package io.opensesame.localkms.http;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Decodes {@code name=value&...} of a query or a form body, strictly: what is malformed is refused, not repaired. */
final class FormDecoder {
    static final int MAX_PARAMETERS = 500;

    private FormDecoder() {}

    /**
     * Returns the decoded parameters; refuses bad escapes, bytes that are not UTF-8, and a name that is there twice.
     */
    static Map<String, String> decode(String encoded) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : encoded.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decodePart(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decodePart(pair.substring(equals + 1));
            if (parameters.put(name, value) != null) {
                throw duplicate(name);
            }
            if (parameters.size() > MAX_PARAMETERS) {
                throw malformed("there are more than " + MAX_PARAMETERS + " of them");
            }
        }
        return parameters;
    }

    static ServiceRefusal duplicate(String name) {
        return new ServiceRefusal(
                400,
                "InvalidParameter",
                "The specified parameter \"" + name + "\" is not valid: it occurs more than once.");
    }

    static ServiceRefusal malformed(String whatIsWrong) {
        return new ServiceRefusal(
                400, "ParseRequestParameterException", "Server parse parameters exception: " + whatIsWrong + ".");
    }

    private static String decodePart(String part) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%') {
                octets.write(hexDigit(part, i + 1) << 4 | hexDigit(part, i + 2));
                i += 2;
            } else if (c < 0x80) {
                octets.write(c == '+' ? ' ' : c);
            } else {
                throw malformed("a character beyond ASCII is not percent-encoded");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("the percent-encoded bytes are not UTF-8");
        }
    }

    private static int hexDigit(String part, int index) {
        int digit = index < part.length() && part.charAt(index) < 0x80 ? Character.digit(part.charAt(index), 16) : -1;
        if (digit < 0) {
            throw malformed("a % is not followed by two hexadecimal digits");
        }
        return digit;
    }
}
