package io.opensesame.samples.quickstart;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;

/** A table of what was measured, for a person. */
final class Summary {
    private final Map<String, String> rows = new LinkedHashMap<>();

    void add(String what, String measured) {
        rows.put(what, measured);
    }

    void print(PrintStream out) {
        boolean drawn = Charset.defaultCharset().newEncoder().canEncode('│');
        String horizontal = drawn ? "─" : "-";
        String vertical = drawn ? "│" : "|";
        int left = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        int right = rows.values().stream().mapToInt(String::length).max().orElse(0);
        out.println();
        out.println(rule(left, right, drawn ? "┌┬┐" : "+++", horizontal));
        rows.forEach((what, measured) -> out.println(vertical + " " + what + " ".repeat(left - what.length()) + " "
                + vertical + " " + measured + " ".repeat(right - measured.length()) + " " + vertical));
        out.println(rule(left, right, drawn ? "└┴┘" : "+++", horizontal));
    }

    private static String rule(int left, int right, String corners, String line) {
        return corners.charAt(0)
                + line.repeat(left + 2)
                + corners.charAt(1)
                + line.repeat(right + 2)
                + corners.charAt(2);
    }
}
