package io.opensesame.internal.http;

import io.opensesame.auth.Credentials;
import java.util.Locale;
import java.util.Map;

/** Makes the service's words fit to show: short, on one line, and without what they repeat of the request's secrets. */
final class ServiceWords {
    private static final int MAX_LENGTH = 300;
    private static final int LEAST_SECRET_LENGTH = 6;
    private static final String REDACTED = "<redacted>";

    private ServiceWords() {}

    /** Returns the message as an exception or a log may show it. */
    static String of(String message, RpcCall call, Credentials credentials) {
        String words = withoutStringToSign(message);
        words = words.replace(credentials.exposeAccessKeySecret(), REDACTED);
        if (credentials.exposeSecurityToken().isPresent()) {
            words = words.replace(credentials.exposeSecurityToken().get(), REDACTED);
        }
        if (call.confidential()) {
            words = withoutValues(words, call);
        }
        return oneLine(words);
    }

    /** On a wrong signature the service quotes what it signed, which holds parameters and tokens. */
    private static String withoutStringToSign(String message) {
        String lowerCase = message.toLowerCase(Locale.ROOT);
        int cut = message.length();
        for (String quote : new String[] {"server string", "string to sign", "stringtosign", "canonicalrequest"}) {
            int at = lowerCase.indexOf(quote);
            cut = at >= 0 ? Math.min(cut, at) : cut;
        }
        return message.substring(0, cut).strip();
    }

    /**
     * Short values, such as a version id, are ordinary words: replacing them would spoil the message. So would
     * replacing a key's id, which tells whose permission is lacking, or the name of a policy, which is always
     * {@code default}.
     */
    private static String withoutValues(String words, RpcCall call) {
        String clean = words;
        for (Map.Entry<String, String> parameter : call.parameters().entrySet()) {
            String value = parameter.getValue();
            if (value.length() >= LEAST_SECRET_LENGTH
                    && !value.equals(call.resource())
                    && !parameter.getKey().endsWith("KeyId")
                    && !parameter.getKey().equals("PolicyName")) {
                clean = clean.replace(value, REDACTED);
            }
        }
        return clean;
    }

    /** Returns the text without control characters, and shortened. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
        for (int i = 0; i < text.length() && line.length() < MAX_LENGTH - 1; i++) {
            char c = text.charAt(i);
            boolean shown = !Character.isISOControl(c) && !Character.isSurrogate(c) && c != '\u2028' && c != '\u2029';
            line.append(shown ? c : ' ');
        }
        return text.length() > line.length() ? line.append('…').toString() : line.toString();
    }
}
