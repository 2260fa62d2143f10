package io.opensesame.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.error.CredentialsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs here are shell scripts")
class ProcessReaderTest {
    private static final String KEY = "\"access_key_id\":\"LTAIprocess\",\"access_key_secret\":\"canary-secret\"";

    @TempDir
    Path home;

    private ProcessReader reader(String script) {
        return reader(script, Duration.ofSeconds(30));
    }

    private ProcessReader reader(String script, Duration deadline) {
        Path file = new TestWorld(home).write("script.sh", script);
        return new ProcessReader(CredentialsSource.process("sh '" + file + "' --password canary-argument"), deadline);
    }

    private static String printing(String json) {
        return "cat <<'END'\n" + json + "\nEND\n";
    }

    @Test
    void read_accessKey_isLasting() {
        assertThat(reader(printing("{\"mode\":\"AK\"," + KEY + "}")).read())
                .isEqualTo(Credentials.accessKey("LTAIprocess", "canary-secret"));
    }

    @Test
    void read_tokenWithExpiration_isTemporary() {
        String json = "{\"mode\":\"StsToken\"," + KEY + ",\"sts_token\":\"t\",\"expiration\":\"2026-01-02T09:04:05Z\"}";

        assertThat(reader(printing(json)).read())
                .isEqualTo(Credentials.temporary(
                        "LTAIprocess", "canary-secret", "t", Instant.parse("2026-01-02T09:04:05Z")));
    }

    @Test
    void read_tokenWithoutExpiration_isTemporary() {
        assertThat(reader(printing("{\"mode\":\"StsToken\"," + KEY + ",\"sts_token\":\"t\"}"))
                        .read())
                .isEqualTo(Credentials.temporary("LTAIprocess", "canary-secret", "t"));
    }

    @Test
    void read_muchOnStandardError_neitherBlocksNorShows() {
        String noise = "i=0; while [ $i -lt 20000 ]; do echo canary-noise-canary-noise >&2; i=$((i+1)); done\n";

        assertThat(reader(noise + printing("{\"mode\":\"AK\"," + KEY + "}"))
                        .read()
                        .accessKeyId())
                .isEqualTo("LTAIprocess");
    }

    @Test
    void read_failingProgram_tellsTheExitCodeAlone() {
        assertThatThrownBy(reader("echo canary-output; echo canary-error >&2; exit 3")::read)
                .isInstanceOf(CredentialsException.class)
                .hasMessage("The credentials process 'sh' ended with exit code 3. Run it by hand to see its messages.")
                .hasNoCause();
    }

    @Test
    void read_endlessOutput_isCutOff() {
        assertThatThrownBy(reader("while :; do echo canary-output-canary-output; done")::read)
                .hasMessageContaining("wrote more than 65536 bytes");
    }

    @Test
    void read_noJson_showsNothingOfIt() {
        assertThatThrownBy(reader("echo canary-secret")::read)
                .hasMessageContaining("is not valid JSON")
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @Test
    void read_unknownMode_saysWhichThereAre() {
        assertThatThrownBy(reader(printing("{\"mode\":\"canary\"," + KEY + "}"))::read)
                .hasMessageContaining("must be AK or StsToken")
                .hasMessageNotContaining("canary");
    }

    @Test
    void read_secretMissing_namesTheMember() {
        assertThatThrownBy(reader(printing("{\"mode\":\"AK\",\"access_key_id\":\"LTAI\"}"))::read)
                .hasMessageContaining("holds no access_key_secret");
    }

    @RepeatedTest(5)
    void read_childHoldsTheOutputOpen_parsesWhatTheProgramWrote() {
        String script = "sleep 97 & " + printing("{\"mode\":\"AK\"," + KEY + "}");

        assertThat(reader(script).read().accessKeyId()).isEqualTo("LTAIprocess");

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("opensesame-credentials"));
    }

    @Test
    void read_programLeavesAChild_stopsTheChild() {
        Path pid = home.resolve("pid");
        String script = "sleep 97 & echo $! > '" + pid + "'; sleep 1; " + printing("{\"mode\":\"AK\"," + KEY + "}");

        assertThat(reader(script).read().accessKeyId()).isEqualTo("LTAIprocess");

        await().until(() -> !isAlive(pid));
    }

    @Test
    void read_moreThanAPipeHolds_isReadWhole() {
        String padding = " ".repeat(60_000);

        assertThat(reader(printing("{\"mode\":\"AK\"," + padding + KEY + "}"))
                        .read()
                        .accessKeyId())
                .isEqualTo("LTAIprocess");
    }

    @Test
    void close_whileTheProgramRuns_stopsItAndFailsTheRead() throws Exception {
        Path pid = home.resolve("pid");
        ProcessReader reader = reader("echo $$ > '" + pid + "'; sleep 300");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Credentials> read = thread.submit(reader::read);
        await().until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());

        reader.close();

        assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS))
                .hasMessageContaining("client it belongs to was closed");
        await().until(() -> !isAlive(pid));
        thread.shutdownNow();
    }

    @Test
    void read_hangingProgram_isStoppedAtTheDeadlineWithItsChildren() {
        Path pid = home.resolve("pid");
        ProcessReader reader = reader("sleep 300 & echo $! > '" + pid + "'; wait", Duration.ofSeconds(2));

        assertThatThrownBy(reader::read).hasMessageContaining("did not end within 2 s");

        await().until(() -> !isAlive(pid));
    }

    @Test
    void read_interrupted_stopsTheProgramAndKeepsTheFlag() throws Exception {
        Path pid = home.resolve("pid");
        ProcessReader reader = reader("echo $$ > '" + pid + "'; sleep 300");
        AtomicReference<String> message = new AtomicReference<>("");
        CountDownLatch flagKept = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            try {
                reader.read();
            } catch (CredentialsException e) {
                message.set(String.valueOf(e.getMessage()));
            }
            if (Thread.interrupted()) {
                flagKept.countDown();
            }
        });
        caller.start();
        await().until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());

        caller.interrupt();

        assertThat(flagKept.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(message.get()).contains("interrupted").doesNotContain("canary");
        await().until(() -> !isAlive(pid));
    }

    @Test
    void read_noSuchProgram_namesItWithoutItsArguments() {
        ProcessReader reader =
                new ProcessReader(CredentialsSource.process("/no/such/program --password canary-argument"));

        assertThatThrownBy(reader::read)
                .hasMessageContaining("'/no/such/program' cannot be started")
                .hasMessageNotContaining("canary")
                .rootCause()
                .hasMessageNotContaining("canary");
    }

    private static boolean isAlive(Path pidFile) throws Exception {
        long pid = Long.parseLong(Files.readString(pidFile).strip());
        // A process that ended and was not yet collected by its parent still has an entry, but no command.
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> handle.info().command().isPresent())
                .isPresent();
    }
}
