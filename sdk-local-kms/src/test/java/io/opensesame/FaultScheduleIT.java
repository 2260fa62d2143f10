package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opensesame.kms.CallOptions;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Many threads read while KMS goes through a schedule of faults, rotations, roll-backs and clock jumps; whatever the
 * schedule, the rules of {@link StressRun} hold.
 *
 * <p>A seed decides the schedule and what each thread does; it is named when a rule is broken, and
 * {@code -Dopensesame.stress.seed=} runs it again. {@code mvn -Psoak -pl sdk-local-kms -am verify} runs for 5 minutes.
 */
class FaultScheduleIT {
    private static final int READERS = 12;
    private static final int SECRETS = 12;
    private static final int ATTEMPTS = 3;
    private static final Duration LASTS = Duration.ofSeconds(Long.getLong("opensesame.stress.seconds", 5L));

    private final long seed = Long.getLong("opensesame.stress.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final LocalKms kms =
            LocalKms.builder().faultRandom(new Random(seed)).start();
    private final OpenSesame admin = TestClients.connectedTo(kms).build();
    private final List<StressTruth> truths = IntStream.range(0, SECRETS)
            .mapToObj(i -> new StressTruth("stress/s" + i, kms, admin))
            .toList();
    private int jumps;

    @Test
    void reads_throughAnyScheduleOfFaults_keepTheRules() throws Exception {
        StressRun run = new StressRun(TestClients.connectedTo(kms)
                .calls(CallOptions.builder()
                        .deadline(StressRun.CALL)
                        .maxAttempts(ATTEMPTS)
                        .baseBackoff(Duration.ofMillis(10))
                        .maxBackoff(Duration.ofMillis(200))
                        .build()));
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        long start = System.nanoTime();
        List<Future<StressReader>> readers = new ArrayList<>();
        List<StressReader> ended = new ArrayList<>();
        try {
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(new StressReader(run, truths, seed + i)));
            }
            while (run.goesOn() && System.nanoTime() - start < LASTS.toNanos()) {
                step(run);
            }
            run.end();
            for (Future<StressReader> reader : readers) {
                ended.add(reader.get(StressRun.LONGEST_READ.toSeconds(), TimeUnit.SECONDS));
            }
            hitsWhileCallsHang(run);
        } finally {
            run.end();
            threads.shutdownNow();
            run.client().close();
            admin.close();
            kms.close();
        }

        assertThat(run.violations()).as(replay()).isEmpty();
        assertThat(ended.stream().mapToLong(reader -> reader.reads).sum())
                .as(replay())
                .isGreaterThan(1_000);
        assertThat(kms.requestCount("GetSecretValue")).as(replay()).isLessThanOrEqualTo(budget(ended, start));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .as(replay())
                        .noneMatch(thread -> thread.getName().startsWith("opensesame-")));
    }

    private String replay() {
        return "-Dopensesame.stress.seed=" + seed;
    }

    /** What the readers waited for, and what the refresher may send by its rate; each tried anew a few times. */
    private long budget(List<StressReader> ended, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        double background = StressRun.OPTIONS.refreshesPerSecond() * 1.1 * (seconds + 1 + jumps);
        long foreground = ended.stream().mapToLong(reader -> reader.callsAtMost).sum();
        return ATTEMPTS * (foreground + (long) background);
    }

    private void step(StressRun run) throws InterruptedException {
        StressTruth one = truths.get(random.nextInt(SECRETS));
        double often = 0.2 + 0.8 * random.nextDouble();
        switch (random.nextInt(12)) {
            case 0 -> faulty(run, Fault.delay(Duration.ofMillis(1 + random.nextInt(400))), often);
            case 1 -> faulty(run, Fault.throttle(random.nextInt(20)), 1);
            case 2 -> faulty(run, Fault.connectionDropped(), often);
            case 3 -> faulty(run, Fault.truncatedBody(), often);
            case 4 -> faulty(run, Fault.error(503, "ServiceUnavailableTemporary", "Try again."), often);
            case 5 -> faulty(run, Fault.error(403, "Forbidden.NoPermission", "You may not."), often);
            case 6 -> outage(run);
            case 7 -> truths.forEach(StressTruth::rotate);
            case 8 -> one.rotate();
            case 9 -> one.rollBack();
            case 10 -> deletedFor(run, one);
            default -> {
                jumps++;
                run.jump(Duration.ofMillis(1 + random.nextInt(25_000)));
            }
        }
    }

    private Duration aWhile() {
        return Duration.ofMillis(50 + random.nextInt(1_000));
    }

    private void faulty(StressRun run, Fault fault, double often) throws InterruptedException {
        kms.faults().add(fault.onOperation("GetSecretValue").withProbability(often));
        run.goOnFor(aWhile());
        if (random.nextBoolean()) {
            truths.get(random.nextInt(SECRETS)).rotate();
            jumps++;
            run.jump(Duration.ofSeconds(1 + random.nextInt(8)));
        }
        run.goOnFor(aWhile());
        kms.faults().clear();
    }

    private void outage(StressRun run) throws InterruptedException {
        kms.stopServing();
        jumps++;
        run.jump(Duration.ofSeconds(1 + random.nextInt(22)));
        run.goOnFor(aWhile());
        kms.resumeServing();
        // A change is not sent twice, so it must not meet a connection that broke; a read is.
        admin.kms().send(DescribeSecretRequest.of(truths.get(0).name()));
    }

    private void deletedFor(StressRun run, StressTruth one) throws InterruptedException {
        one.delete();
        run.goOnFor(aWhile());
        one.create();
    }

    /** Every call hangs, every entry is due: hits wait for nothing, not even for a lock. */
    private void hitsWhileCallsHang(StressRun run) throws InterruptedException {
        // A circuit breaker may still be open.
        truths.forEach(truth -> await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> run.secrets().refresh(truth.name()) != null));
        long asked = kms.requestCount("GetSecretValue");
        kms.faults().add(Fault.delay(Duration.ofSeconds(30)).onOperation("GetSecretValue"));
        run.jump(Duration.ofSeconds(5));
        await().atMost(Duration.ofSeconds(15)).until(() -> kms.requestCount("GetSecretValue") > asked);

        long waits = StressReader.waitsOfHits(run, truths, 1_000);

        run.require(waits == 0, "hits waited " + waits + " times while calls hung");
    }
}
