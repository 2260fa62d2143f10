package io.opensesame.benchmarks.process;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What each client's rounds came to. */
final class Rounds<T> {
    private final Map<Client, List<T>> results = new EnumMap<>(Client.class);

    void add(Client client, T result) {
        results.computeIfAbsent(client, c -> new ArrayList<>()).add(result);
    }

    Set<Client> clients() {
        return results.keySet();
    }

    double median(Client client, ToDoubleFunction<T> figure) {
        double[] sorted = sorted(client, figure);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    String range(Client client, ToDoubleFunction<T> figure) {
        double[] sorted = sorted(client, figure);
        return "%,.0f to %,.0f".formatted(sorted[0], sorted[sorted.length - 1]);
    }

    private double[] sorted(Client client, ToDoubleFunction<T> figure) {
        return results.getOrDefault(client, List.of()).stream()
                .mapToDouble(figure)
                .sorted()
                .toArray();
    }
}
