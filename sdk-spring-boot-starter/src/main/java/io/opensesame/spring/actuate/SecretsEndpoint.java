package io.opensesame.spring.actuate;

import io.opensesame.OpenSesame;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.error.ServiceUnavailableException;
import io.opensesame.error.ThrottledException;
import io.opensesame.secrets.SecretSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Tells what is known of each secret, and never a value; and reads a secret again now, at {@code ACSCurrent}.
 * Thread-safe.
 *
 * <p>Refreshing needs {@code management.endpoint.secrets.access=unrestricted}: each is a call to KMS, and a refusal
 * counts at once.
 */
@Endpoint(id = "secrets", defaultAccess = Access.READ_ONLY)
public final class SecretsEndpoint {
    private final Supplier<Map<String, OpenSesame>> clients;

    SecretsEndpoint(Supplier<Map<String, OpenSesame>> clients) {
        this.clients = clients;
    }

    /**
     * Tells of all secrets that are held or were asked for lately.
     *
     * @return one element for each stage and version id
     */
    @ReadOperation
    public Secrets secrets() {
        return new Secrets(secrets(secret -> true));
    }

    /**
     * Tells of one secret.
     *
     * @param name its name or ARN, split at each slash
     * @return one element for each stage and version id; null if there is none
     */
    @ReadOperation
    public @Nullable Secrets secret(@Selector(match = Match.ALL_REMAINING) String... name) {
        List<Secret> secrets = secrets(named(name));
        return secrets.isEmpty() ? null : new Secrets(secrets);
    }

    /**
     * Asks KMS now for a secret that is held or was asked for lately, whatever is held.
     *
     * @param name its name or ARN, split at each slash
     * @return what came of it; null if there is no such secret
     */
    @WriteOperation
    public @Nullable Refresh refresh(@Selector(match = Match.ALL_REMAINING) String... name) {
        String joined = String.join("/", name);
        List<OpenSesame> readers = clients.get().values().stream()
                .filter(client -> client.secrets().snapshot().stream().anyMatch(named(name)))
                .toList();
        if (readers.isEmpty()) {
            return null;
        }
        Outcome outcome = Outcome.REFRESHED;
        String failure = null;
        for (OpenSesame reader : readers) {
            try {
                reader.secrets().refresh(joined);
            } catch (OpenSesameException e) {
                outcome = Outcome.of(e);
                failure = Snapshots.firstLine(String.valueOf(e.getMessage()));
            }
        }
        return new Refresh(outcome, failure, secrets(named(name)));
    }

    private static Predicate<SecretSnapshot> named(String... name) {
        String joined = String.join("/", name);
        return secret -> secret.name().equals(joined);
    }

    private List<Secret> secrets(Predicate<? super SecretSnapshot> condition) {
        Map<String, OpenSesame> all = clients.get();
        return all.entrySet().stream()
                .flatMap(client -> client.getValue().secrets().snapshot().stream()
                        .filter(condition)
                        .map(secret -> Secret.of(secret, all.size() == 1 ? null : client.getKey())))
                .toList();
    }

    /** What came of asking KMS. */
    public enum Outcome {
        /** KMS gave the value. */
        REFRESHED,

        /** KMS refuses to give the value. */
        REFUSED,

        /** KMS gave no answer, or is too busy. */
        UNAVAILABLE;

        private static Outcome of(OpenSesameException failure) {
            return failure instanceof KmsTransportException
                            || failure instanceof ThrottledException
                            || failure instanceof ServiceUnavailableException
                    ? UNAVAILABLE
                    : REFUSED;
        }
    }

    /**
     * Several secrets.
     *
     * @param secrets the secrets, ordered by name
     */
    public record Secrets(List<Secret> secrets) implements OperationResponseBody {}

    /**
     * What came of a refresh.
     *
     * @param outcome how it ended
     * @param failure the first line of why it failed; null if it did not
     * @param secrets what is known of the secret now
     */
    public record Refresh(Outcome outcome, @Nullable String failure, List<Secret> secrets)
            implements OperationResponseBody {}

    /**
     * What is known of a secret at one stage or version id.
     *
     * @param name its name or ARN, as it was asked for
     * @param client name of the bean whose cache this is, or {@code import}; null if there is one client
     * @param stage the stage that was asked for; null if a version was asked for by its id
     * @param versionId id of the version that is held or was asked for
     * @param state how it stands
     * @param loadedAt when KMS last confirmed what is held; null while nothing is
     * @param age how long ago that is
     * @param nextRefresh when it will be read again, if it will
     * @param servedUntil when what is held is served no more, unless a refresh succeeds before
     * @param handles how many handles are open on it
     * @param lastFailure the first line of why the last read failed; null if it did not
     */
    public record Secret(
            String name,
            @Nullable String client,
            @Nullable String stage,
            @Nullable String versionId,
            SecretSnapshot.State state,
            @Nullable Instant loadedAt,
            @Nullable Duration age,
            @Nullable Instant nextRefresh,
            @Nullable Instant servedUntil,
            int handles,
            @Nullable String lastFailure) {
        private static Secret of(SecretSnapshot secret, @Nullable String client) {
            return new Secret(
                    secret.name(),
                    client,
                    secret.stage().map(Object::toString).orElse(null),
                    secret.versionId().orElse(null),
                    secret.state(),
                    secret.loadedAt().orElse(null),
                    secret.age().map(age -> age.truncatedTo(ChronoUnit.MILLIS)).orElse(null),
                    secret.nextRefresh().orElse(null),
                    secret.servedUntil().orElse(null),
                    secret.handles(),
                    Snapshots.failure(secret).orElse(null));
        }
    }
}
