package io.opensesame.samples.jdbcrotation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The run as one page that needs nothing else: two plots over time, and the tables. */
final class HtmlReport {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --faint: #d5d9de; --rotation: #b35c00;
                    --median: #2f6fb2; --tail: #8a4fb0; --bad: #c62828; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e4e7eb; --paper: #16191d; --faint: #3a4047;
                    --rotation: #f0a04b; --median: #6fb1f0; --tail: #c79be6; --bad: #ff6b6b; } }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
                   max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
            svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: var(--ink); }
            .grid { stroke: var(--faint); } .rotation { stroke: var(--rotation); stroke-dasharray: 3 3; }
            .median { stroke: var(--median); } .tail { stroke: var(--tail); }
            .median, .tail { fill: none; stroke-width: 1.6; }
            .key { display: inline-block; width: .8em; height: .8em; margin: 0 .3em 0 1em; }
            table { border-collapse: collapse; } td, th { padding: .2rem .9rem; text-align: right; font-weight: normal; }
            td:first-child, th:first-child { text-align: left; padding-left: 0; }
            th { border-bottom: 1px solid var(--faint); } .bad { color: var(--bad); }
            .scroll { overflow-x: auto; }
            """;

    private final StringBuilder page = new StringBuilder();

    private HtmlReport() {}

    /** Writes the report, into a folder that is made if it is missing. */
    static void write(Path file, Timeline timeline, Results results, String title) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, new HtmlReport().render(timeline, results, title));
        } catch (IOException e) {
            throw new UncheckedIOException("the report could not be written to " + file, e);
        }
    }

    private String render(Timeline timeline, Results results, String title) {
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escaped(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n");
        summary(timeline);
        heading("How long a transaction took, from borrowing the connection to its commit");
        legend();
        page.append(LatencyPlot.of(timeline));
        heading("Open connections, by the version whose login opened them");
        page.append(ConnectionPlot.of(timeline));
        heading("Transactions");
        table(results.phases().rows());
        heading("Logins");
        table(results.logins().rows());
        if (!results.failures().isEmpty()) {
            heading("Failures");
            results.failures()
                    .forEach(failure -> page.append("<p class=\"bad\">")
                            .append(escaped(failure))
                            .append("</p>\n"));
        }
        return page.append("</body>\n</html>\n").toString();
    }

    private void summary(Timeline timeline) {
        page.append(String.format(
                Locale.ROOT,
                "<p>%,d transactions in %.0f s, <span%s>%d failed</span>; %d rotations.</p>%n",
                timeline.queries(),
                timeline.seconds(),
                timeline.failures() == 0 ? "" : " class=\"bad\"",
                timeline.failures(),
                timeline.rotations().size()));
    }

    private void legend() {
        page.append("<p>Each point is a quarter of a second.")
                .append(key("--median", "half were quicker"))
                .append(key("--tail", "99 % were quicker"))
                .append(key("--rotation", "a rotation began"))
                .append("</p>\n");
    }

    static String key(String colour, String text) {
        return "<span class=\"key\" style=\"background: "
                + (colour.startsWith("--") ? "var(" + colour + ")" : colour)
                + "\"></span>"
                + escaped(text);
    }

    private void heading(String text) {
        page.append("<h2>").append(escaped(text)).append("</h2>\n");
    }

    private void table(List<List<String>> rows) {
        page.append("<div class=\"scroll\"><table>\n");
        for (int i = 0; i < rows.size(); i++) {
            String cell = i == 0 ? "th" : "td";
            page.append("<tr>");
            rows.get(i)
                    .forEach(text ->
                            page.append('<' + cell + '>').append(escaped(text)).append("</" + cell + '>'));
            page.append("</tr>\n");
        }
        page.append("</table></div>\n");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
