package io.opensesame.benchmarks.envelope;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.Map;

/** Encrypts and decrypts streams of 256 MiB, contender after contender in each round. */
final class StreamRun {
    private static final int BUFFER_BYTES = 64 << 10;

    private final Map<Contenders, Samples> encrypting = new EnumMap<>(Contenders.class);
    private final Map<Contenders, Samples> decrypting = new EnumMap<>(Contenders.class);

    /** Runs one round; the first one warms up and should not be kept. */
    void round(Path directory, boolean keep) throws GeneralSecurityException, IOException {
        for (Contenders each : Contenders.values()) {
            if (each == Contenders.JCE_ONE_CALL) {
                continue; // one call has no stream
            }
            Contender contender = each.create();
            Path file = directory.resolve("message");
            double encrypted = encrypt(contender, file);
            // The JDK would hold all of the message in memory before it gives out any plaintext.
            double decrypted = each == Contenders.JCE_PIECES ? Double.NaN : decrypt(contender, file);
            if (keep) {
                encrypting.computeIfAbsent(each, none -> new Samples()).add(encrypted);
                decrypting.computeIfAbsent(each, none -> new Samples()).add(decrypted);
            }
        }
    }

    private static double encrypt(Contender contender, Path file) throws GeneralSecurityException, IOException {
        long start = System.nanoTime();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
            contender.encrypt(Workload.zeros(Workload.STREAM_BYTES), out);
        }
        return mebibytesPerSecond(start);
    }

    private static double decrypt(Contender contender, Path file) throws GeneralSecurityException, IOException {
        long start = System.nanoTime();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
            contender.decrypt(in, OutputStream.nullOutputStream());
        }
        return mebibytesPerSecond(start);
    }

    private static double mebibytesPerSecond(long start) {
        return (Workload.STREAM_BYTES >> 20) / ((System.nanoTime() - start) / 1e9);
    }

    double encrypting(Contenders contender) {
        return median(encrypting, contender);
    }

    double decrypting(Contenders contender) {
        return median(decrypting, contender);
    }

    private static double median(Map<Contenders, Samples> rates, Contenders contender) {
        Samples samples = rates.get(contender);
        return samples == null ? Double.NaN : samples.median();
    }
}
