package io.opensesame.samples.jdbcrotation;

import java.util.Locale;

/** The frame of a plot over time: its axes, its grid and the rotations. */
final class PlotArea {
    static final int WIDTH = 900;
    static final int HEIGHT = 240;
    static final int LEFT = 60;
    static final int BOTTOM = 30;
    private static final int TOP = 10;

    private final StringBuilder svg = new StringBuilder();
    private final double seconds;

    PlotArea(Timeline timeline, String label) {
        this.seconds = timeline.seconds();
        svg.append(String.format(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                WIDTH, HEIGHT, HtmlReport.escaped(label)));
        double step = seconds > 120 ? 30 : seconds > 40 ? 10 : 5;
        for (double at = 0; at <= seconds; at += step) {
            text(x(at), HEIGHT - 10, "middle", String.format(Locale.ROOT, "%.0f s", at));
        }
    }

    double x(double atSeconds) {
        return LEFT + (WIDTH - LEFT - 10) * atSeconds / seconds;
    }

    /** Returns where a share of the height is, from 0 at the bottom to 1 at the top. */
    double y(double share) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.max(0, Math.min(1, share));
    }

    void gridLine(double share, String label) {
        line("grid", LEFT, y(share), WIDTH - 10, y(share));
        text(LEFT - 6, y(share) + 4, "end", label);
    }

    void rotations(Timeline timeline) {
        timeline.rotations()
                .forEach(rotation -> line("rotation", x(rotation.fromSeconds()), TOP, x(rotation.fromSeconds()), y(0)));
    }

    private void line(String kind, double x1, double y1, double x2, double y2) {
        add(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                kind,
                x1,
                y1,
                x2,
                y2));
    }

    private void text(double x, double y, String anchor, String text) {
        add(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                x,
                y,
                anchor,
                HtmlReport.escaped(text)));
    }

    void add(String element) {
        svg.append(element).append('\n');
    }

    String close() {
        return svg.append("</svg>\n").toString();
    }
}
