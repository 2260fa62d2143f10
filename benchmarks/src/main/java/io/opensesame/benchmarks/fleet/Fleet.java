package io.opensesame.benchmarks.fleet;

import io.opensesame.secrets.CacheOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * One day of a fleet: all clients start together at midnight, each secret rotates once, and at noon a deployment
 * replaces every client within half an hour.
 */
final class Fleet {
    static final Duration DAY = Duration.ofDays(1);
    static final Duration DEPLOYMENT = Duration.ofHours(12);
    static final Duration DEPLOYED_WITHIN = Duration.ofMinutes(30);

    /** So long after a start or a deployment began, what is asked belongs to it. */
    static final Duration AFTERMATH = Duration.ofMinutes(40);

    private static final long SEED = 20_260_101;

    private final Size size;
    private final Plan plan;
    private final Random random = new Random(SEED);
    private final VirtualTime time = new VirtualTime();
    private final Account account;
    private final FleetClient[] clients;

    /**
     * How large a fleet is.
     *
     * @param clients how many clients there are
     * @param secrets how many secrets each reads
     * @param shared how many clients read the same secrets
     */
    record Size(int clients, int secrets, int shared) {}

    /**
     * How its clients are set.
     *
     * @param name what the report calls it
     * @param start how a client gets its secrets
     * @param jitter whether refreshes are spread at random
     * @param refreshesPerSecond the budget of each client
     * @param rotateTogether whether all secrets rotate at three in the morning, instead of some time in the day
     */
    record Plan(String name, Start start, boolean jitter, int refreshesPerSecond, boolean rotateTogether) {}

    /**
     * What came of it.
     *
     * @param plan what was run
     * @param account what KMS saw
     * @param readyAfter how long each client took at midnight to hold all of its secrets, in order
     */
    record Outcome(Plan plan, Account account, List<Duration> readyAfter) {
        Duration ready(double quantile) {
            return readyAfter.isEmpty()
                    ? Duration.ZERO
                    : readyAfter.get((int) Math.min(readyAfter.size() - 1, quantile * readyAfter.size()));
        }
    }

    Fleet(Size size, Plan plan) {
        this.size = size;
        this.plan = plan;
        int secrets = size.clients() / size.shared() * size.secrets();
        Instant[] rotations = Account.spread(secrets, DAY, random);
        if (plan.rotateTogether()) {
            Arrays.fill(rotations, VirtualTime.START.plus(Duration.ofHours(3)));
        }
        this.account = new Account(DAY, rotations);
        this.clients = new FleetClient[size.clients()];
    }

    Outcome live() {
        for (int i = 0; i < clients.length; i++) {
            int index = i;
            time.plan(VirtualTime.START, () -> clients[index] = started(index));
            Duration turn = DEPLOYED_WITHIN.multipliedBy(i).dividedBy(clients.length);
            time.plan(VirtualTime.START.plus(DEPLOYMENT).plus(turn), () -> replace(index));
        }
        List<Duration> ready = new ArrayList<>();
        time.plan(
                VirtualTime.START.plus(DEPLOYMENT).minusSeconds(1),
                () -> Arrays.stream(clients)
                        .map(FleetClient::readyAfter)
                        .flatMap(Optional::stream)
                        .forEach(ready::add));
        time.runFor(DAY);
        Arrays.stream(clients).forEach(FleetClient::stop);
        ready.sort(Duration::compareTo);
        return new Outcome(plan, account, List.copyOf(ready));
    }

    private FleetClient started(int index) {
        CacheOptions options = CacheOptions.builder()
                .refreshesPerSecond(plan.refreshesPerSecond())
                .idleAfter(Duration.ofDays(30)) // every secret stays in use
                .build();
        DoubleSupplier jitter = plan.jitter() ? random::nextDouble : () -> 0.5;
        int firstSecret = index / size.shared() * size.secrets();
        FleetClient client = new FleetClient(time, account, firstSecret, size.secrets(), options, jitter, random);
        client.start(plan.start());
        return client;
    }

    private void replace(int index) {
        clients[index].stop();
        clients[index] = started(index);
    }
}
