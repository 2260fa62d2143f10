package io.opensesame.internal.ram;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.error.KmsServiceException;
import io.opensesame.ram.AccessKey;
import io.opensesame.ram.FollowedAccessKey;
import io.opensesame.secrets.CacheOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What 16 threads get that sign with a key which is rotated away under their hands, thousands of times. */
class FollowedUnderLoadTest {
    private static final int THREADS = 16;
    private static final int ROTATIONS = 2_000;

    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger madeAgain = new AtomicInteger();

    private static void requireWholePair(AccessKey key) {
        String version = key.versionId();
        if (!key.accessKeyId().equals("id-" + version)
                || !key.exposeAccessKeySecret().equals("secret-" + version)) {
            throw new AssertionError("a torn pair: " + key);
        }
    }

    /** One call to a service that knows the newest key alone. */
    private void callOnce(FollowRig rig, FollowedAccessKey key) {
        List<String> tried = new ArrayList<>();
        try {
            key.call(accessKey -> {
                requireWholePair(accessKey);
                tried.add(accessKey.accessKeyId());
                if (!accessKey.versionId().equals(rig.source.currentVersionId())) {
                    throw FollowRig.gone();
                }
                return accessKey;
            });
            accepted.incrementAndGet();
        } catch (KmsServiceException refusedTwice) {
            // the next rotation came before the second attempt
        }
        if (tried.size() > 2 || tried.stream().distinct().count() != tried.size()) {
            throw new AssertionError("one call was tried with " + tried);
        }
        madeAgain.addAndGet(tried.size() - 1);
    }

    @Test
    void call_keyIsRotatedConstantly_neverSeesATornPairNorOneTwice() throws Exception {
        CacheOptions options =
                CacheOptions.builder().rejectionsPerMinute(1_000_000).build();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (FollowRig rig = new FollowRig(options)) {
            FollowedAccessKey key = rig.follow();
            AtomicBoolean over = new AtomicBoolean();
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                callers.add(threads.submit(() -> {
                    while (!over.get()) {
                        callOnce(rig, key);
                    }
                }));
            }

            for (int version = 2; version <= ROTATIONS; version++) {
                rig.source.rotate("v" + version);
                rig.pass(Duration.ofSeconds(10));
            }

            over.set(true);
            for (Future<?> caller : callers) {
                caller.get(30, TimeUnit.SECONDS);
            }
            rig.pass(Duration.ofMinutes(6));
            assertThat(key.current().versionId()).isEqualTo("v" + ROTATIONS);
            assertThat(accepted).hasPositiveValue();
            assertThat(madeAgain).hasPositiveValue();
        } finally {
            threads.shutdownNow();
        }
    }
}
