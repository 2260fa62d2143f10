package io.opensesame.internal.credentials;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import okhttp3.OkHttpClient;

/** The world around the engines, as a test wants it: empty, and standing still. */
final class TestWorld {
    final Map<String, String> variables = new HashMap<>();
    final Map<String, String> properties = new HashMap<>();
    final ManualClock clock = new ManualClock();
    final ManualScheduler scheduler = new ManualScheduler(clock);
    final FakeSts sts = new FakeSts(clock);
    final Path home;
    Executor executor = Runnable::run;

    private final OkHttpClient http = new OkHttpClient();

    TestWorld(Path home) {
        this.home = home;
    }

    CredentialsEnvironment environment() {
        return new CredentialsEnvironment(
                name -> Optional.ofNullable(variables.get(name)),
                name -> Optional.ofNullable(properties.get(name)),
                home,
                () -> http,
                sts,
                clock,
                clock::nanoTime,
                scheduler,
                executor,
                () -> 0L); // a random number that is always 0: no jitter for due times, half the pause after a failure
    }

    CloseableCredentialsProvider provider(CredentialsSource source) {
        return CredentialsProviders.create(source, environment());
    }

    /** Writes a file below the home directory. */
    Path write(String path, String text) {
        Path file = home.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns temporary credentials that live that long from now. */
    Credentials temporary(String id, Duration life) {
        return Credentials.temporary(
                id, "secret-of-" + id, "token-of-" + id, clock.instant().plus(life));
    }

    static String codedAnswer(String id, Instant expiration) {
        return """
                {"Code":"Success","AccessKeyId":"%s","AccessKeySecret":"secret-of-%s","SecurityToken":"token-of-%s",
                 "Expiration":"%s","LastUpdated":"2026-01-02T03:04:05Z"}""".formatted(id, id, id, expiration);
    }
}
