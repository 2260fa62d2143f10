package io.opensesame.internal.envelope.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Streams in a process with a small heap: 64 MiB in 24 MiB by default. The soak run sets
 * {@code opensesame.stream.mebibytes} to 4,096, in 64 MiB of heap.
 */
class LargeStreamTest {
    private static final long MEBIBYTE = 1 << 20;
    private static final int FRAME = 64 << 10;

    @Test
    void stream_largerThanTheHeap_isEncryptedAndDecrypted() throws Exception {
        long mebibytes = Long.getLong("opensesame.stream.mebibytes", 64);
        String heap = mebibytes > 64 ? "-Xmx64m" : "-Xmx24m";
        long length = mebibytes * MEBIBYTE + 5;

        String said = run(heap, length);

        long frames = mebibytes * MEBIBYTE / FRAME + 1;
        assertThat(said).startsWith("read " + length + ", wrote ");
        long written = Long.parseLong(said.strip().substring(said.lastIndexOf(' ') + 1));
        assertThat(written - length - frames * FrameCodec.OVERHEAD_BYTES).isBetween(100L, 1_000L);
    }

    private static String run(String heap, long length) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeStream.class.getName(),
                        Long.toString(length),
                        Integer.toString(FRAME)))
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).as(said).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
