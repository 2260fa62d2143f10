package io.opensesame.internal.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.ProcessSource;
import io.opensesame.error.CredentialsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program that writes credentials to its standard output.
 *
 * <p>A thread of the run's own reads the output while the program runs, so that a program that writes much is neither
 * blocked nor kept whole, and one that hangs is left in time. Its standard error is dropped, since it may hold secrets.
 */
final class ProcessReader implements CredentialsReader {
    static final int MAX_OUTPUT_BYTES = 64 * 1024;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final ProcessSource source;
    private final Duration deadline;

    ProcessReader(ProcessSource source) {
        this(source, DEADLINE);
    }

    ProcessReader(ProcessSource source, Duration deadline) {
        this.source = source;
        this.deadline = deadline;
    }

    @Override
    public Credentials read() {
        long deadlineNanos = System.nanoTime() + deadline.toNanos();
        Process process = start();
        try {
            byte[] output = output(process).get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (output.length > MAX_OUTPUT_BYTES) {
                throw failure("wrote more than " + MAX_OUTPUT_BYTES + " bytes.", null);
            }
            if (!process.waitFor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            if (process.exitValue() != 0) {
                throw failure(
                        "ended with exit code " + process.exitValue() + ". Run it by hand to see its messages.", null);
            }
            return parse(output);
        } catch (TimeoutException e) {
            throw failure("did not end within " + deadline.toSeconds() + " s, and was stopped.", e);
        } catch (ExecutionException e) {
            throw failure("has an output that cannot be read.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was stopped, since its caller was interrupted.", e);
        } finally {
            stop(process);
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

    private static CompletableFuture<byte[]> output(Process process) {
        CompletableFuture<byte[]> output = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try (InputStream in = process.getInputStream()) {
                        output.complete(in.readNBytes(MAX_OUTPUT_BYTES + 1));
                    } catch (IOException e) {
                        output.completeExceptionally(e);
                    }
                },
                "opensesame-credentials-process");
        reader.setDaemon(true);
        reader.start();
        return output;
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

    /** Stops what the program started too: a child that lives on would keep the output open. */
    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private CredentialsException failure(String what, @Nullable Throwable cause) {
        return new CredentialsException("The " + source + " " + what, cause);
    }
}
