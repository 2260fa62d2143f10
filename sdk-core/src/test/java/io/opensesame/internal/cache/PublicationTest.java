package io.opensesame.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.TypedVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What readers without a lock see of new versions, marks and wipes, many times over. */
class PublicationTest {
    private static final int READERS = 3;

    /** Runs the readers while the writer does its work, and gives what they returned. */
    private static List<Long> race(Callable<Long> oneRead, Runnable writer) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(() -> {
                    long last = 0;
                    while (!over.get()) {
                        long seen = oneRead.call();
                        if (seen < last) {
                            throw new AssertionError("saw " + seen + " after " + last);
                        }
                        last = seen;
                    }
                    return oneRead.call();
                }));
            }
            try {
                writer.run();
            } finally {
                over.set(true);
            }
            List<Long> ends = new ArrayList<>();
            for (Future<Long> reader : readers) {
                ends.add(reader.get(30, TimeUnit.SECONDS));
            }
            return ends;
        } finally {
            threads.shutdownNow();
        }
    }

    private static long numberOf(TypedVersion<String> version) {
        long number = Long.parseLong(version.value());
        if (!version.versionId().equals("v" + number)
                || !version.source().exposeText().equals(version.value())) {
            throw new AssertionError("a torn pair: " + version);
        }
        return number;
    }

    private static void rotate(CacheRig rig, int versions) {
        for (int version = 2; version <= versions; version++) {
            rig.source.rotate("v" + version, String.valueOf(version));
            rig.client.refresh(CacheRig.DB);
            rig.cache.tick();
        }
    }

    @Test
    void handle_throughManyVersions_isNeverTornAndNeverGoesBack() throws Exception {
        try (CacheRig rig = new CacheRig()) {
            rig.source.text = "1";
            Secret<String> handle = rig.client.secret(CacheRig.DB);

            List<Long> ends = race(() -> numberOf(handle.version()), () -> rotate(rig, 10_000));

            assertThat(ends).containsOnly(10_000L);
        }
    }

    @Test
    void get_throughManyVersions_isNeverTornAndNeverGoesBack() throws Exception {
        try (CacheRig rig = new CacheRig()) {
            rig.source.text = "1";

            List<Long> ends = race(
                    () -> {
                        SecretValue value = rig.client.get(CacheRig.DB);
                        return numberOf(new TypedVersion<>(value.exposeText(), value));
                    },
                    () -> rotate(rig, 10_000));

            assertThat(ends).containsOnly(10_000L);
        }
    }

    @Test
    void exposeBytes_whileItIsWiped_givesTheWholePlaintextOrNothing() throws Exception {
        byte[] plaintext = new byte[4_096];
        Arrays.fill(plaintext, (byte) 7);
        for (int round = 0; round < 200; round++) {
            AtomicLong reads = new AtomicLong();
            Runnable[] wipe = new Runnable[1];
            SecretValue value = SecretValue.builder("s", "v").bytes(plaintext).buildWipeable(means -> wipe[0] = means);
            List<Long> ends = race(
                    () -> {
                        reads.incrementAndGet();
                        return wholeOrNothing(value, plaintext);
                    },
                    () -> {
                        while (reads.get() < 2 * READERS) {
                            Thread.onSpinWait();
                        }
                        wipe[0].run();
                    });

            assertThat(ends).containsOnly(1L);
        }
    }

    private static long wholeOrNothing(SecretValue value, byte[] plaintext) {
        byte[] exposed;
        try {
            exposed = value.exposeBytes();
        } catch (IllegalStateException wiped) {
            return 1;
        }
        if (!Arrays.equals(exposed, plaintext)) {
            throw new AssertionError("a plaintext that is wiped in part");
        }
        return 0;
    }
}
