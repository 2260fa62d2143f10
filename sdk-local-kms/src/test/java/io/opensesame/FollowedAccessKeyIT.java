package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.opensesame.auth.CredentialsProvider;
import io.opensesame.auth.StsEndpoint;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.error.SecretFormatException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.event.RotationEvent;
import io.opensesame.localkms.fault.CloudService;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.ram.AccessKey;
import io.opensesame.ram.FollowedAccessKey;
import io.opensesame.ram.client.CallerIdentity;
import io.opensesame.ram.client.RamEndpoint;
import io.opensesame.secrets.CacheOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * AccessKeys followed over real HTTP, while LocalKms rotates them in RAM and ends the old ones. The soak run rotates
 * more often.
 */
class FollowedAccessKeyIT {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final int THREADS = 16;
    private static final Duration INTERVAL = Duration.ofDays(7);
    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(10);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(2);

    /** What becomes of one rotation. */
    private enum Rotation {
        AUTOMATIC,
        ON_DEMAND_UNSEEN_UNTIL_THE_OLD_KEY_DIED,
        ON_DEMAND_AND_THE_OLD_KEY_DISABLED,
        ON_DEMAND_IN_THE_SHORTEST_WINDOW,
        ON_DEMAND_AND_KMS_AWAY
    }

    private static final int OF_EACH_KIND = Integer.getInteger("opensesame.stress.rotations", 3);
    private static final int ROTATIONS = OF_EACH_KIND * Rotation.values().length;

    private final long seed = Long.getLong("opensesame.stress.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final LocalKms kms = LocalKms.builder().frozenClock(NOW).start();
    private final String secretName = kms.createRamSecret("app", INTERVAL);
    private final OpenSesame reader = clientOf(CredentialsProvider.of(TestClients.readyKey(kms)));
    private final FollowedAccessKey key = reader.ram().follow(secretName);
    private final OpenSesame follower = clientOf(key.credentialsProvider());

    /** A client for each AccessKey, by its id. */
    private final Map<String, OpenSesame> signers = new ConcurrentHashMap<>();

    private final Map<String, String> pairs = new ConcurrentHashMap<>();
    private int steps;

    @AfterEach
    void close() {
        signers.values().forEach(OpenSesame::close);
        follower.close();
        reader.close();
        kms.close();
    }

    /** Its values outlive an outage as long as the longest window is. */
    private OpenSesame clientOf(CredentialsProvider credentials) {
        return TestClients.connectedTo(kms)
                .clock(kms.clock())
                .cache(CacheOptions.builder()
                        .maxStale(LONGEST_WINDOW.plusDays(1))
                        .build())
                .ramEndpoint(RamEndpoint.at(kms.endpoint()))
                .stsEndpoint(StsEndpoint.at(kms.endpoint()))
                .credentials(credentials)
                .build();
    }

    /** A call as an SDK makes it that was given a pair. A torn pair would not match its signature. */
    private CallerIdentity callSignedWith(AccessKey accessKey) {
        String secret = pairs.putIfAbsent(accessKey.accessKeyId(), accessKey.exposeAccessKeySecret());
        assertThat(secret == null || secret.equals(accessKey.exposeAccessKeySecret()))
                .as("a torn pair: %s", accessKey)
                .isTrue();
        return signers.computeIfAbsent(
                        accessKey.accessKeyId(), id -> clientOf(CredentialsProvider.of(accessKey.credentials())))
                .ram()
                .client()
                .getCallerIdentity();
    }

    private CallerIdentity byCall() {
        return requireApp(key.call(this::callSignedWith));
    }

    private CallerIdentity byProvider() {
        return requireApp(follower.ram().client().getCallerIdentity());
    }

    private static CallerIdentity requireApp(CallerIdentity identity) {
        assertThat(identity.arn()).endsWith("user/app");
        return identity;
    }

    private void pass(Duration time) {
        steps++;
        kms.clock().advance(time);
    }

    private void kmsGoesAway() {
        kms.faults().add(Fault.outage().onService(CloudService.KMS));
    }

    @Test
    void calls_throughRotationsOfEveryKind_neverFail() {
        List<Rotation> rotations = rotations();
        List<Callable<CallerIdentity>> calls = new ArrayList<>(Collections.nCopies(THREADS / 2, this::byCall));
        calls.addAll(Collections.nCopies(THREADS / 2, this::byProvider));
        try (SigningThreads threads = new SigningThreads(calls)) {
            for (Rotation rotation : rotations) {
                if (threads.goOn()) {
                    go(rotation, threads);
                }
            }

            assertThat(threads.failures()).as(replay()).isEmpty();
            assertThat(threads.calls()).as(replay()).isGreaterThan((long) THREADS * ROTATIONS);
        }
        assertThat(kms.rotationEvents())
                .as(replay())
                .hasSize(ROTATIONS)
                .extracting(RotationEvent::failure)
                .allMatch(failure -> failure.isEmpty());
        assertThat(pairs).as(replay()).hasSizeBetween(ROTATIONS * 4 / 5, ROTATIONS + 1);
        assertThat(kms.requestCount("GetSecretValue")).as(replay()).isLessThanOrEqualTo(budget());
    }

    private String replay() {
        return "-Dopensesame.stress.seed=" + seed;
    }

    private List<Rotation> rotations() {
        List<Rotation> rotations = new ArrayList<>(Stream.of(Rotation.values())
                .flatMap(rotation -> Collections.nCopies(OF_EACH_KIND, rotation).stream())
                .toList());
        Collections.shuffle(rotations, random);
        return rotations;
    }

    /**
     * Whatever many threads ask: a refresh for each step of the clock and two questions for each rotation whose old key
     * was refused; each sent up to three times, as the clock has to be learned anew, or KMS is away.
     */
    private long budget() {
        return 3L * (steps + 2 * ROTATIONS);
    }

    private void go(Rotation rotation, SigningThreads threads) {
        AccessKey old = key.current();
        Duration window = switch (rotation) {
            case AUTOMATIC -> automatic();
            case ON_DEMAND_IN_THE_SHORTEST_WINDOW -> onDemand(SHORTEST_WINDOW);
            case ON_DEMAND_AND_KMS_AWAY -> onDemand(between(Duration.ofMinutes(30), LONGEST_WINDOW));
            default -> onDemand(between(SHORTEST_WINDOW, LONGEST_WINDOW));
        };
        Instant windowEnds = kms.clock().instant().plus(window);
        switch (rotation) {
            case ON_DEMAND_AND_THE_OLD_KEY_DISABLED -> {
                pass(Duration.ofSeconds(10));
                kms.disableAccessKey(old.accessKeyId());
            }
            case ON_DEMAND_IN_THE_SHORTEST_WINDOW -> {
                pass(Duration.ofMinutes(6));
                await().atMost(Duration.ofSeconds(60)).until(() -> isReplaced(old));
            }
            case ON_DEMAND_AND_KMS_AWAY -> kmsIsAway(window.minus(SHORTEST_WINDOW), old, threads);
            default -> {}
        }
        threads.makeAnotherCallEach();
        pass(Duration.between(kms.clock().instant(), windowEnds).plusSeconds(10));
        threads.makeAnotherCallEach();
        closeSigner(old);
    }

    private Duration automatic() {
        Instant due =
                reader.ram().secrets().describe(secretName).nextRotationDate().orElseThrow();
        pass(Duration.between(kms.clock().instant(), due).plusSeconds(10));
        return LONGEST_WINDOW;
    }

    private Duration onDemand(Duration window) {
        pass(Duration.ofSeconds(10));
        kms.ramRotationWindow(window);
        String unused = kms.rotateNow(secretName);
        return window;
    }

    private Duration between(Duration shortest, Duration longest) {
        return Duration.ofSeconds(shortest.toSeconds()
                + random.nextInt((int) longest.minus(shortest).toSeconds()));
    }

    /** The outage is over ten minutes before the old key dies: time enough to catch up. */
    private void kmsIsAway(Duration time, AccessKey old, SigningThreads threads) {
        kmsGoesAway();
        pass(time);
        threads.makeAnotherCallEach();
        kms.faults().clear();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(600))
                .until(() -> {
                    boolean replaced = isReplaced(old);
                    if (!replaced && steps % 8 != 0) {
                        pass(Duration.ofMinutes(1));
                    }
                    return replaced;
                });
    }

    private boolean isReplaced(AccessKey old) {
        return !key.current().accessKeyId().equals(old.accessKeyId());
    }

    private void closeSigner(AccessKey old) {
        OpenSesame signer = isReplaced(old) ? signers.remove(old.accessKeyId()) : null;
        if (signer != null) {
            signer.close();
        }
    }

    @Test
    void calls_heldKeyDiesWhileKmsIsDown_failTypedAndRecoverByThemselves() {
        assertThat(byCall()).isEqualTo(byProvider());
        kmsGoesAway();
        onDemand(SHORTEST_WINDOW);
        pass(Duration.ofMinutes(11));

        KmsServiceException byCall = catchThrowableOfType(KmsServiceException.class, this::byCall);
        pass(Duration.ofSeconds(10));
        KmsServiceException byProvider = catchThrowableOfType(KmsServiceException.class, this::byProvider);

        assertThat(List.of(byCall, byProvider)).allSatisfy(failure -> {
            assertThat(failure.code()).isEqualTo("InvalidAccessKeyId.NotFound");
            assertThat(failure.getSuppressed())
                    .hasOnlyElementsOfType(OpenSesameException.class)
                    .isNotEmpty();
        });
        kms.faults().clear();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptions()
                .until(() -> {
                    pass(Duration.ofSeconds(10)); // refreshes and questions are paced by the clock
                    return byCall() != null;
                });
        assertThat(byProvider()).isEqualTo(byCall());
    }

    @Test
    void previous_throughARotation_isTheVeryPairUntilItsWindowIsOver() {
        AccessKey first = key.current();
        onDemand(SHORTEST_WINDOW);
        AccessKey second = key.rejected(first).orElseThrow();
        try (FollowedAccessKey started = reader.ram().follow(secretName)) {
            assertThat(started.previous()).contains(first);
        }
        assertThat(callSignedWith(first)).isEqualTo(callSignedWith(second));

        pass(SHORTEST_WINDOW.plusSeconds(10));
        pass(Duration.ofMinutes(12));

        try (OpenSesame restarted = clientOf(CredentialsProvider.of(TestClients.readyKey(kms)))) {
            assertThat(restarted.ram().follow(secretName).previous()).isEmpty();
        }
    }

    @Test
    void follow_byArn_isTheSameAccessKey() {
        String arn = "acs:kms:" + kms.region() + ":" + kms.accountId() + ":secret/" + secretName;

        try (FollowedAccessKey followed = reader.ram().follow(arn)) {
            assertThat(followed.current()).isEqualTo(key.current());
        }
    }

    @Test
    void follow_noRamSecret_isRefusedByItsType() {
        String unused = kms.createSecret("pair", "{\"AccessKeyId\":\"LTAI\",\"AccessKeySecret\":\"hunter2canary\"}");

        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> reader.ram().follow("pair"))
                .withMessageContaining("'pair'")
                .withMessageContaining("is of type Generic")
                .withMessageNotContaining("hunter2canary");
        assertThatExceptionOfType(SecretNotFoundException.class)
                .isThrownBy(() -> reader.ram().follow("acs/ram/user/nobody"))
                .withMessageContaining("acs/ram/user/nobody");
    }
}
