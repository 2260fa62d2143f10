package io.opensesame.localkms.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class KmsEngineConcurrencyTest {
    private static final int WRITERS = 4;
    private static final int READERS = 4;
    private static final int PUTS = 500;

    private final TestKms kms = new TestKms();

    @Test
    @Timeout(60)
    void putAndGet_fromManyThreads_neverShowAMixedState() throws Exception {
        kms.createGeneric("a");
        kms.call("PutSecretValue", "SecretName", "a", "VersionId", "value-0", "SecretData", "value-0");
        CountDownLatch start = new CountDownLatch(1);
        CountDownLatch writing = new CountDownLatch(WRITERS);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + READERS);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String prefix = "value-" + writer + "-";
                work.add(threads.submit(() -> {
                    start.await();
                    try {
                        putMany(prefix);
                    } finally {
                        writing.countDown();
                    }
                    return null;
                }));
            }
            for (int reader = 0; reader < READERS; reader++) {
                work.add(threads.submit(() -> {
                    start.await();
                    do {
                        checkOneRead();
                    } while (writing.getCount() > 0);
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> task : work) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(kms.stages("a")).hasSize(10);
    }

    /** Each put moves the clock too, so that rotations fall due amid the other threads' calls. */
    private void putMany(String prefix) {
        kms.engine.rotateAutomatically("a", Duration.ofMinutes(7), current -> current);
        for (int i = 0; i < PUTS; i++) {
            kms.put("a", prefix + i, prefix + i);
            kms.clock.advance(Duration.ofMinutes(1));
        }
    }

    /** Whatever the moment, ACSCurrent sits on one version, whose value is its own, and so does ACSPrevious. */
    private void checkOneRead() {
        ObjectNode answer = kms.call("GetSecretValue", "SecretName", "a");
        String versionId = answer.get("VersionId").textValue();
        if (versionId.startsWith("value-")) {
            assertThat(answer.get("SecretData").textValue()).isEqualTo(versionId);
        }
        assertThat(TestKms.texts(answer.at("/VersionStages/VersionStage"))).containsExactly("ACSCurrent");
        Map<String, List<String>> stages = kms.stages("a");
        assertThat(stages).hasSizeLessThanOrEqualTo(SecretVersions.MAX_VERSIONS);
        assertThat(stages.values().stream().flatMap(List::stream))
                .containsExactlyInAnyOrder("ACSCurrent", "ACSPrevious");
    }
}
