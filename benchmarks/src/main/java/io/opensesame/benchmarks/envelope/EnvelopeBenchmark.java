package io.opensesame.benchmarks.envelope;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Encrypts and decrypts bytes under a data key that is held. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
public class EnvelopeBenchmark {
    /** Who does it. */
    @Param
    public Contenders contender = Contenders.OPENSESAME;

    /** How many bytes of plaintext. */
    @Param({"64", "1024", "1048576"})
    public int size;

    private @Nullable Contender encryption;
    private byte[] plaintext = {};
    private byte[][] messages = {};
    private int next;

    /** Creates the benchmark. */
    public EnvelopeBenchmark() {}

    /** Makes a key and messages, and sees to it that they can be read. */
    @Setup
    public void prepare() throws GeneralSecurityException {
        Contender created = contender.create();
        plaintext = new byte[size];
        Arrays.fill(plaintext, (byte) 7);
        // More than one: the JDK's cipher keeps the schedule of the key that it was given last.
        messages = new byte[16][];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = created.encrypt(plaintext);
            if (!Arrays.equals(created.decrypt(messages[i]), plaintext)) {
                throw new IllegalStateException(contender + " does not decrypt what it encrypts");
            }
        }
        encryption = created;
    }

    /** One message. */
    @Benchmark
    public byte[] encrypt() throws GeneralSecurityException {
        return Objects.requireNonNull(encryption).encrypt(plaintext);
    }

    /** One message, and each time another one. */
    @Benchmark
    public byte[] decrypt() throws GeneralSecurityException {
        next = (next + 1) % messages.length;
        return Objects.requireNonNull(encryption).decrypt(messages[next]);
    }
}
