package io.opensesame.samples.jdbcrotation;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What goes on, in one line: written over itself on a terminal, and one line a rotation elsewhere. */
final class StatusLine {
    private final PrintStream out;
    private final Timeline timeline;
    private final boolean terminal = onTerminal();
    private int rotationsShown = -1;
    private int width;

    StatusLine(PrintStream out, Timeline timeline) {
        this.out = out;
        this.timeline = timeline;
    }

    /** The sample is run with {@code -Djdk.console=java.base}, so that newer JDKs tell it as 17 does. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean onTerminal() {
        return System.console() != null;
    }

    void show() {
        int rotations = timeline.rotations().size();
        if (terminal) {
            String line = line();
            out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            out.flush();
            width = line.length();
        } else if (rotations != rotationsShown) {
            out.println(line());
            rotationsShown = rotations;
        }
    }

    void end() {
        if (terminal) {
            out.println();
        }
    }

    private String line() {
        List<Timeline.Connections> samples = timeline.connections();
        String connections = samples.get(samples.size() - 1).byVersion().entrySet().stream()
                .map(version -> version.getValue() + " of " + version.getKey())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "  %5.1f s   %,8d transactions, %d failed   %2d rotations   connections: %s",
                timeline.seconds(),
                timeline.queries(),
                timeline.failures(),
                timeline.rotations().size(),
                connections);
    }
}
