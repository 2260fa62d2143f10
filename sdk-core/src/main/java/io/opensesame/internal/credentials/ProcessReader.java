package io.opensesame.internal.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.ProcessSource;
import io.opensesame.error.CredentialsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program that writes credentials to its standard output.
 *
 * <p>A program that writes much is neither blocked nor kept whole, and one that hangs is left in time. Its standard
 * error is dropped, since it may hold secrets.
 */
final class ProcessReader implements CredentialsReader {
    static final int MAX_OUTPUT_BYTES = 64 * 1024;

    /** As long as a call may take by default: a caller waits for it. */
    static final Duration DEADLINE = Duration.ofSeconds(15);

    private final ProcessSource source;
    private final Duration deadline;
    private final AtomicReference<@Nullable ProcessRun> running = new AtomicReference<>();
    private volatile boolean closed;

    ProcessReader(ProcessSource source) {
        this(source, DEADLINE);
    }

    ProcessReader(ProcessSource source, Duration deadline) {
        this.source = source;
        this.deadline = deadline;
    }

    @Override
    public Credentials read() {
        try (ProcessRun run = new ProcessRun(start(), MAX_OUTPUT_BYTES)) {
            running.set(run);
            return read(run);
        } catch (IOException e) {
            throw closed ? stopped(e) : failure("has an output that cannot be read.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was stopped, since its caller was interrupted.", e);
        } finally {
            running.set(null);
        }
    }

    private Credentials read(ProcessRun run) throws IOException, InterruptedException {
        boolean ended = !closed && run.await(deadline);
        if (closed) {
            throw stopped(null);
        }
        if (!ended) {
            throw failure("did not end within " + deadline.toSeconds() + " s, and was stopped.", null);
        }
        if (run.wroteTooMuch()) {
            throw failure("wrote more than " + MAX_OUTPUT_BYTES + " bytes.", null);
        }
        if (run.exitCode() != 0) {
            throw failure("ended with exit code " + run.exitCode() + ". Run it by hand to see its messages.", null);
        }
        return parse(run.output());
    }

    /** Stops the program if it runs. */
    @Override
    public void close() {
        closed = true;
        ProcessRun run = running.get();
        if (run != null) {
            run.close();
        }
    }

    private Process start() {
        ProcessBuilder builder =
                new ProcessBuilder(source.exposeCommand()).redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw failure("cannot be started. Check that the program exists and may be run.", e);
        }
    }

    private Credentials parse(byte[] output) {
        String what = "The output of the " + source;
        JsonNode json = JsonDocuments.parseObject(what, new String(output, StandardCharsets.UTF_8));
        Arrays.fill(output, (byte) 0);
        String mode = JsonDocuments.text(json, "mode");
        String id = CredentialsJson.required(what, json, "access_key_id");
        String secret = CredentialsJson.required(what, json, "access_key_secret");
        if (mode.equals("AK")) {
            return CredentialsJson.checked(what, () -> Credentials.accessKey(id, secret));
        }
        if (!mode.equals("StsToken")) {
            throw new CredentialsException(what + " has an unknown mode; it must be AK or StsToken.", null);
        }
        String token = CredentialsJson.required(what, json, "sts_token");
        String expiration = JsonDocuments.text(json, "expiration");
        if (expiration.isEmpty()) {
            return CredentialsJson.checked(what, () -> Credentials.temporary(id, secret, token));
        }
        Instant end = CredentialsJson.instant(what, "expiration", expiration);
        return CredentialsJson.checked(what, () -> Credentials.temporary(id, secret, token, end));
    }

    private CredentialsException stopped(@Nullable Throwable cause) {
        return failure("was stopped, since the client it belongs to was closed.", cause);
    }

    private CredentialsException failure(String what, @Nullable Throwable cause) {
        return new CredentialsException("The " + source + " " + what, cause);
    }
}
