package io.opensesame.benchmarks.process;

import java.io.IOException;

/**
 * What a round of fetches came to.
 *
 * @param requestsPerSecond fetches that gave a secret
 * @param cpuMicros the client's CPU time a fetch
 * @param bytes what the client allocated a fetch
 */
record FetchRound(double requestsPerSecond, double cpuMicros, double bytes) {
    static FetchRound parse(String line) throws IOException {
        String[] words = line.split(" ", -1);
        double requests = Double.parseDouble(words[0]);
        if (requests == 0 || !words[1].equals("0")) {
            throw new IOException(words[1] + " fetches failed, " + words[0] + " did not");
        }
        return new FetchRound(
                requests / (Double.parseDouble(words[2]) / 1e9),
                Double.parseDouble(words[3]) / 1e3 / requests,
                Double.parseDouble(words[4]) / requests);
    }
}
