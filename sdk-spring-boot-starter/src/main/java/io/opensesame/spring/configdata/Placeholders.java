package io.opensesame.spring.configdata;

import org.springframework.util.SystemPropertyUtils;

/**
 * Escapes what Spring would take for a placeholder, so that a secret with {@code ${x}} in it is given out as it is.
 * Else Spring would put another property in its place or, if there is none, quote the whole secret in an exception.
 */
final class Placeholders {
    private static final String BEGIN = SystemPropertyUtils.PLACEHOLDER_PREFIX;

    private Placeholders() {}

    static String escaped(String text) {
        int begin = text.indexOf(BEGIN);
        if (begin < 0) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        int done = 0;
        for (; begin >= 0; begin = text.indexOf(BEGIN, begin + BEGIN.length())) {
            escaped.append(text, done, begin);
            if (ends(text, begin + BEGIN.length())) {
                escaped.append(SystemPropertyUtils.ESCAPE_CHARACTER);
            }
            done = begin;
        }
        return escaped.append(text, done, text.length()).toString();
    }

    /** Spring leaves what does not end alone, an escape before it included. */
    private static boolean ends(String text, int from) {
        int open = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '}' && open-- == 0) {
                return true;
            }
            if (c == '{') {
                open++;
            }
        }
        return false;
    }
}
