package io.opensesame.samples.jdbcrotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** All that was measured, by the time since the start. Thread-safe; read it when all has ended. */
final class Timeline {
    /** How many connections there were of each version, at one time. */
    record Connections(double atSeconds, Map<String, Integer> byVersion) {}

    /** One rotation, from its begin to its end. */
    record Rotation(double fromSeconds, double toSeconds) {}

    /** What became of the logins with one version. */
    static final class Logins {
        final LongAdder accepted = new LongAdder();
        final LongAdder refused = new LongAdder();
    }

    private final long startedAtNanos = System.nanoTime();
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final List<Rotation> rotations = new CopyOnWriteArrayList<>();
    private final List<Connections> connections = new CopyOnWriteArrayList<>();
    private final Map<String, Logins> logins = new ConcurrentHashMap<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final AtomicInteger versions = new AtomicInteger();

    double seconds() {
        return (System.nanoTime() - startedAtNanos) / 1e9;
    }

    /** Returns where one thread writes down what it does. */
    Lane lane() {
        Lane lane = new Lane(startedAtNanos);
        lanes.add(lane);
        return lane;
    }

    void rotated(double fromSeconds) {
        rotations.add(new Rotation(fromSeconds, seconds()));
    }

    void connected(Map<String, Integer> byVersion) {
        Map<String, Integer> named = new TreeMap<>();
        byVersion.forEach((id, count) -> named.put(name(id), count));
        connections.add(new Connections(seconds(), named));
    }

    Logins logins(String versionId) {
        return logins.computeIfAbsent(name(versionId), unused -> new Logins());
    }

    /** Returns a short name: versions are counted in the order in which they are met. */
    String name(String versionId) {
        return names.computeIfAbsent(versionId, unused -> String.format("v%02d", versions.incrementAndGet()));
    }

    List<Rotation> rotations() {
        return rotations;
    }

    List<Connections> connections() {
        return connections;
    }

    Map<String, Logins> loginsByVersion() {
        return new TreeMap<>(logins);
    }

    long queries() {
        return lanes.stream().mapToLong(Lane::count).sum();
    }

    long failures() {
        return lanes.stream().mapToLong(lane -> lane.failures().size()).sum();
    }

    List<String> failureMessages() {
        return lanes.stream()
                .flatMap(lane -> lane.failures().stream())
                .distinct()
                .toList();
    }

    /** Returns the latencies of the transactions that began in a span, sorted, in microseconds. */
    int[] latencies(double fromSeconds, double toSeconds) {
        List<int[]> parts = new ArrayList<>();
        lanes.forEach(lane -> parts.add(lane.latencies(fromSeconds, toSeconds)));
        int[] all = parts.stream().flatMapToInt(Arrays::stream).toArray();
        Arrays.sort(all);
        return all;
    }
}
