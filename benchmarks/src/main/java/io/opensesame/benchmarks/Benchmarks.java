package io.opensesame.benchmarks;

/** Runs one benchmark and prints its figures. */
public final class Benchmarks {
    private Benchmarks() {}

    /**
     * Runs the benchmark that is named.
     *
     * @param args its name
     */
    public static void main(String[] args) {
        System.out.println("usage");
    }
}
