package io.opensesame.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table that can be pasted into a page: the first column is text, the others stand at the right. */
public final class MarkdownTable {
    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    /** Creates an empty table. */
    public MarkdownTable(String... heads) {
        this.heads = List.of(heads);
    }

    /** Adds a row, with one cell for each head. */
    public void row(List<String> cells) {
        if (cells.size() != heads.size()) {
            throw new IllegalArgumentException("need " + heads.size() + " cells: " + cells);
        }
        rows.add(List.copyOf(cells));
    }

    /** Adds a row, with one cell for each head. */
    public void row(String... cells) {
        row(List.of(cells));
    }

    /** Prints a title and the table under it. */
    public void print(PrintStream out, String title) {
        out.println();
        out.println("**" + title + "**");
        out.println();
        out.println(line(heads));
        out.println("| --- |" + String.join("", Collections.nCopies(heads.size() - 1, " ---: |")));
        rows.forEach(row -> out.println(line(row)));
        out.println();
        out.flush();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
