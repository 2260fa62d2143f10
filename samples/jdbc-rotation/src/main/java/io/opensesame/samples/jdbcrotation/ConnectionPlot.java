package io.opensesame.samples.jdbcrotation;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Stacked bars of open connections by version over time. */
final class ConnectionPlot {
    private static final List<String> COLOURS =
            List.of("#4e79a7", "#e1812c", "#59a14f", "#b07aa1", "#9c755f", "#76b7b2", "#d4a72c", "#e15759");

    private ConnectionPlot() {}

    static String of(Timeline timeline) {
        List<Timeline.Connections> samples = timeline.connections();
        PlotArea area = new PlotArea(timeline, "open connections by version over time");
        int most = samples.stream().mapToInt(ConnectionPlot::total).max().orElse(1);
        int step = Math.max(1, most / 4);
        for (int count = 0; count <= most; count += step) {
            area.gridLine((double) count / most, String.valueOf(count));
        }
        TreeSet<String> versions = new TreeSet<>();
        for (int i = 0; i < samples.size(); i++) {
            double until = i + 1 < samples.size() ? samples.get(i + 1).atSeconds() : timeline.seconds();
            stack(area, samples.get(i), until, most);
            versions.addAll(samples.get(i).byVersion().keySet());
        }
        area.rotations(timeline);
        StringBuilder legend = new StringBuilder("<p>");
        versions.forEach(version -> legend.append(HtmlReport.key(colour(version), version)));
        return area.close() + legend.append("</p>\n");
    }

    private static void stack(PlotArea area, Timeline.Connections sample, double untilSeconds, int most) {
        int below = 0;
        for (var version : sample.byVersion().entrySet()) {
            double top = area.y((double) (below + version.getValue()) / most);
            area.add(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s: %d</title></rect>",
                    area.x(sample.atSeconds()),
                    top,
                    area.x(untilSeconds) - area.x(sample.atSeconds()),
                    area.y((double) below / most) - top,
                    colour(version.getKey()),
                    version.getKey(),
                    version.getValue()));
            below += version.getValue();
        }
    }

    private static int total(Timeline.Connections sample) {
        return sample.byVersion().values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String colour(String version) {
        return COLOURS.get(Integer.parseInt(version.substring(1)) % COLOURS.size());
    }
}
