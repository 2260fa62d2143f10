package io.opensesame.auth;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into words by the quoting rules of a POSIX shell: blanks separate, a backslash takes the next
 * character as it is, single quotes take everything, double quotes all but a backslash before {@code " \ $ `} or a line
 * end. Nothing is expanded.
 */
final class ShellWords {
    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int next;

    private ShellWords(String line) {
        this.line = line;
    }

    static List<String> split(String line) {
        ShellWords words = new ShellWords(line);
        while (words.next < line.length()) {
            words.step(line.charAt(words.next++));
        }
        words.endWord();
        return List.copyOf(words.words);
    }

    private void step(char c) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            endWord();
            return;
        }
        if (c == '\\' && line.startsWith("\n", next)) {
            next++;
            return;
        }
        switch (c) {
            case '\'' -> singleQuoted();
            case '"' -> doubleQuoted();
            case '\\' -> escaped();
            default -> word.append(c);
        }
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void singleQuoted() {
        int close = line.indexOf('\'', next);
        if (close < 0) {
            throw unclosed("single quote");
        }
        word.append(line, next, close);
        next = close + 1;
    }

    private void doubleQuoted() {
        while (next < line.length()) {
            char c = line.charAt(next++);
            if (c == '"') {
                return;
            }
            if (c == '\\' && next < line.length() && "\"\\$`\n".indexOf(line.charAt(next)) >= 0) {
                c = line.charAt(next++);
                if (c == '\n') {
                    continue;
                }
            }
            word.append(c);
        }
        throw unclosed("double quote");
    }

    private void escaped() {
        if (next == line.length()) {
            throw unclosed("backslash");
        }
        word.append(line.charAt(next++));
    }

    /** The line itself may hold secrets, so the message does not show it. */
    private static IllegalArgumentException unclosed(String what) {
        return new IllegalArgumentException("the command of a credentials process ends inside a " + what);
    }
}
