package io.opensesame.benchmarks.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** One account's Secrets Manager: counts requests by the second, throttles beyond the quota, and rotates. */
final class Account {
    /** GetSecretValue, for the whole account. */
    static final int READS_PER_SECOND = 450;

    private final int[] requests;
    private final int[] throttled;
    private final Instant[] rotations;

    /** @param rotations when each secret rotates, once in the day */
    Account(Duration day, Instant[] rotations) {
        this.requests = new int[(int) day.toSeconds() + 1];
        this.throttled = new int[requests.length];
        this.rotations = rotations.clone();
    }

    /** Returns moments that are spread over the day at random. */
    static Instant[] spread(int secrets, Duration day, Random random) {
        Instant[] rotations = new Instant[secrets];
        for (int i = 0; i < secrets; i++) {
            rotations[i] = VirtualTime.START.plusMillis((long) (day.toMillis() * random.nextDouble()));
        }
        return rotations;
    }

    /** Counts a request; returns whether the quota of this second allows it. */
    boolean admits(Instant now) {
        int second = (int) Duration.between(VirtualTime.START, now).toSeconds();
        requests[second]++;
        if (requests[second] - throttled[second] > READS_PER_SECOND) {
            throttled[second]++;
            return false;
        }
        return true;
    }

    String versionId(int secret, Instant now) {
        return now.isBefore(rotations[secret]) ? "v1" : "v2";
    }

    Instant nextRotation(int secret, Instant now) {
        Instant today = rotations[secret];
        return now.isBefore(today) ? today : today.plus(Duration.ofDays(1));
    }

    long total() {
        return sum(requests, 0, requests.length);
    }

    long totalThrottled() {
        return sum(throttled, 0, throttled.length);
    }

    private static long sum(int[] counts, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += counts[i];
        }
        return sum;
    }

    /** Returns the most requests in any one second of a part of the day. */
    int peak(Duration from, Duration to) {
        int peak = 0;
        int end = (int) Math.min(requests.length, to.toSeconds());
        for (int i = (int) from.toSeconds(); i < end; i++) {
            peak = Math.max(peak, requests[i]);
        }
        return peak;
    }

    int secondsAboveQuota() {
        int seconds = 0;
        for (int count : requests) {
            seconds += count > READS_PER_SECOND ? 1 : 0;
        }
        return seconds;
    }
}
