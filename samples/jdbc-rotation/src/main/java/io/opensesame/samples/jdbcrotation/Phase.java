package io.opensesame.samples.jdbcrotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The latencies of all transactions of one kind of time, in microseconds and sorted. */
final class Phase {
    /** How long after a rotation its effects are looked for: connections of the old login are retired by then. */
    static final double AFTERMATH_SECONDS = JdbcRotation.DRAIN.toMillis() / 1000.0 + 0.5;

    private final String name;
    private final int[] latencies;

    private Phase(String name, int[] latencies) {
        this.name = name;
        this.latencies = latencies;
    }

    static List<Phase> of(Timeline timeline) {
        double end = timeline.seconds();
        List<Timeline.Rotation> rotations = timeline.rotations();
        double first = rotations.isEmpty() ? end : rotations.get(0).fromSeconds();
        List<int[]> during = new ArrayList<>();
        List<int[]> between = new ArrayList<>();
        for (int i = 0; i < rotations.size(); i++) {
            double from = rotations.get(i).fromSeconds();
            double next = i + 1 < rotations.size() ? rotations.get(i + 1).fromSeconds() : end;
            double settled = Math.min(next, rotations.get(i).toSeconds() + AFTERMATH_SECONDS);
            during.add(timeline.latencies(from, settled));
            between.add(timeline.latencies(settled, next));
        }
        return List.of(
                new Phase("warming up, before any rotation", timeline.latencies(0, first)),
                new Phase("during a rotation and its drain", merged(during)),
                new Phase("between rotations", merged(between)),
                new Phase("all", timeline.latencies(0, end)));
    }

    private static int[] merged(List<int[]> parts) {
        return parts.stream().flatMapToInt(Arrays::stream).sorted().toArray();
    }

    /** Returns the latency that this share of the transactions kept below, in milliseconds. */
    String percentile(double share) {
        return latencies.length == 0 ? "-" : String.format("%.1f ms", percentile(latencies, share) / 1000.0);
    }

    static int percentile(int[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    String name() {
        return name;
    }

    int transactions() {
        return latencies.length;
    }
}
