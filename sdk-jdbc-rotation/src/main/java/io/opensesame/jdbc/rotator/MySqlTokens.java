package io.opensesame.jdbc.rotator;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a statement that MySQL or MariaDB printed itself: words, quoted names and texts, punctuation. What
 * stands in quotes is never taken for a word, whatever it is.
 */
final class MySqlTokens {
    private final String statement;
    private final List<Token> tokens = new ArrayList<>();

    private MySqlTokens(String statement) {
        this.statement = statement;
        int depth = 0;
        int at = 0;
        while (at < statement.length()) {
            char c = statement.charAt(at);
            int end = Character.isWhitespace(c) ? at + 1 : end(at);
            if (!Character.isWhitespace(c)) {
                depth += c == '(' ? 1 : 0;
                tokens.add(new Token(statement.substring(at, end), at, end, depth));
                depth -= c == ')' ? 1 : 0;
            }
            at = end;
        }
    }

    static MySqlTokens of(String statement) {
        return new MySqlTokens(statement);
    }

    private int end(int start) {
        char c = statement.charAt(start);
        if (c == '`' || c == '\'' || c == '"') {
            return endOfQuoted(start, c);
        }
        int end = start;
        while (end < statement.length() && isPartOfWord(statement.charAt(end))) {
            end++;
        }
        return Math.max(end, start + 1);
    }

    private int endOfQuoted(int start, char quote) {
        int at = start + 1;
        while (at < statement.length()) {
            char c = statement.charAt(at);
            if (c == '\\' && quote != '`') {
                at += 2;
            } else if (c != quote) {
                at++;
            } else if (at + 1 < statement.length() && statement.charAt(at + 1) == quote) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return statement.length();
    }

    private static boolean isPartOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    List<Token> tokens() {
        return tokens;
    }

    /** Returns the index of the first token from one on that is a word outside of parentheses, or -1. */
    int indexOf(int from, String word) {
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.get(i).depth() == 0 && tokens.get(i).is(word)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the statement's text from one token to before another. */
    String text(int from, int to) {
        return from >= to
                ? ""
                : statement.substring(
                        tokens.get(from).start(), tokens.get(to - 1).end());
    }

    /** Returns the texts between commas outside of parentheses, from one token to before another. */
    List<String> list(int from, int to) {
        List<String> elements = new ArrayList<>();
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || (tokens.get(i).depth() == 0 && tokens.get(i).is(","))) {
                elements.add(text(start, i));
                start = i + 1;
            }
        }
        return elements;
    }

    /**
     * A part of the statement.
     *
     * @param text as it stands there, with its quotes
     * @param start where it begins
     * @param end where it ends
     * @param depth how many parentheses it stands in
     */
    record Token(String text, int start, int end, int depth) {
        boolean is(String word) {
            return text.equalsIgnoreCase(word);
        }
    }
}
