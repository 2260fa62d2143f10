package io.opensesame.benchmarks.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Draws the busiest second of every five minutes of the day, on a logarithmic scale, as SVG. */
final class FleetPlot {
    private static final int WIDTH = 920;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int TOP = 20;
    private static final int RIGHT = 10;
    private static final int BOTTOM = 90;
    private static final double MOST = 1_000_000;
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final List<String> COLOURS = List.of("#b02a30", "#c77d00", "#6b5b95", "#1f6f8b", "#3a7d44");

    private FleetPlot() {}

    static String svg(List<Fleet.Outcome> outcomes) {
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">",
                WIDTH,
                HEIGHT);
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
        for (double mark = 1; mark <= MOST; mark *= 10) {
            add(
                    svg,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>",
                    LEFT,
                    WIDTH - RIGHT,
                    y(mark),
                    y(mark));
            add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%,d</text>", LEFT - 6, y(mark) + 4, (long) mark);
        }
        for (int hour = 0; hour <= 24; hour += 3) {
            add(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%02d:00</text>",
                    x(Duration.ofHours(hour)),
                    HEIGHT - BOTTOM + 18,
                    hour);
        }
        add(
                svg,
                "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"black\" stroke-dasharray=\"6 3\"/>",
                LEFT,
                WIDTH - RIGHT,
                y(Account.READS_PER_SECOND),
                y(Account.READS_PER_SECOND));
        add(
                svg,
                "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">KMS allows the account %d/s</text>",
                WIDTH - RIGHT - 4,
                y(Account.READS_PER_SECOND) - 5,
                Account.READS_PER_SECOND);
        for (int i = 0; i < outcomes.size(); i++) {
            String colour = COLOURS.get(i % COLOURS.size());
            add(
                    svg,
                    "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.3\" points=\"%s\"/>",
                    colour,
                    points(outcomes.get(i).account()));
            int across = LEFT + (i % 2) * 430;
            int down = HEIGHT - BOTTOM + 40 + (i / 2) * 18;
            add(svg, "<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"4\" fill=\"%s\"/>", across, down - 5, colour);
            add(
                    svg,
                    "<text x=\"%d\" y=\"%d\">%s</text>",
                    across + 20,
                    down,
                    outcomes.get(i).plan().name());
        }
        return svg.append("</svg>\n").toString();
    }

    private static String points(Account account) {
        StringBuilder points = new StringBuilder();
        for (Duration from = Duration.ZERO; from.compareTo(Fleet.DAY) < 0; from = from.plus(STEP)) {
            add(points, "%.1f,%.1f ", x(from), y(account.peak(from, from.plus(STEP))));
        }
        return points.toString().strip();
    }

    private static double x(Duration time) {
        return LEFT + (double) (WIDTH - LEFT - RIGHT) * time.toSeconds() / Fleet.DAY.toSeconds();
    }

    private static double y(double requests) {
        double share = Math.log10(Math.max(1, requests)) / Math.log10(MOST);
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
    }

    private static void add(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
        if (format.startsWith("<")) {
            text.append('\n');
        }
    }
}
