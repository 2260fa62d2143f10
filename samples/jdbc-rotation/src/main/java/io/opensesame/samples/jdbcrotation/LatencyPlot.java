package io.opensesame.samples.jdbcrotation;

import java.util.Locale;

/** Median and 99th percentile of the latencies over time, on a logarithmic scale. */
final class LatencyPlot {
    private static final double BUCKET_SECONDS = 0.25;
    private static final double LEAST_MILLIS = 0.1;
    private static final int DECADES = 4;

    private LatencyPlot() {}

    static String of(Timeline timeline) {
        PlotArea area = new PlotArea(timeline, "latency of transactions over time");
        for (int decade = 0; decade <= DECADES; decade++) {
            double millis = LEAST_MILLIS * Math.pow(10, decade);
            area.gridLine(share(millis), String.format(Locale.ROOT, millis < 1 ? "%.1f ms" : "%,.0f ms", millis));
        }
        area.rotations(timeline);
        StringBuilder median = new StringBuilder();
        StringBuilder tail = new StringBuilder();
        for (double from = 0; from < timeline.seconds(); from += BUCKET_SECONDS) {
            int[] sorted = timeline.latencies(from, from + BUCKET_SECONDS);
            if (sorted.length > 0) {
                double x = area.x(from + BUCKET_SECONDS / 2);
                median.append(point(x, area.y(share(Phase.percentile(sorted, 0.5) / 1000.0))));
                tail.append(point(x, area.y(share(Phase.percentile(sorted, 0.99) / 1000.0))));
            }
        }
        area.add("<polyline class=\"tail\" points=\"" + tail + "\"/>");
        area.add("<polyline class=\"median\" points=\"" + median + "\"/>");
        return area.close();
    }

    private static double share(double millis) {
        return Math.log10(Math.max(millis, LEAST_MILLIS) / LEAST_MILLIS) / DECADES;
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", x, y);
    }
}
