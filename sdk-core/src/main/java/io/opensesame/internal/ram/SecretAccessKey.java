package io.opensesame.internal.ram;

import io.opensesame.auth.CredentialsProvider;
import io.opensesame.error.OpenSesameException;
import io.opensesame.error.SecretFormatException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.ram.AccessKey;
import io.opensesame.ram.AccessKeyCall;
import io.opensesame.ram.FollowOptions;
import io.opensesame.ram.FollowedAccessKey;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretChange;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.secrets.Subscription;
import io.opensesame.secrets.TypedVersion;
import io.opensesame.secrets.VersionStage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An AccessKey followed by a live handle on its secret, which keeps it fresh. */
final class SecretAccessKey implements FollowedAccessKey {
    private static final AccessKeyMapper MAPPER = new AccessKeyMapper();

    /** A version that is current, and a time at which it was. */
    private record Seen(String versionId, Instant at) {}

    private final SecretsClient secrets;
    private final Secret<AccessKey> secret;
    private final FollowOptions options;
    private final CredentialsProvider provider = new FollowedCredentials(this);
    private final RefusedVersions refused = new RefusedVersions();

    /** The current version when {@link #previous} was last asked, and when KMS had confirmed it by then. */
    private volatile @Nullable Seen seen;

    private SecretAccessKey(SecretsClient secrets, Secret<AccessKey> secret, FollowOptions options) {
        this.secrets = secrets;
        this.secret = secret;
        this.options = options;
    }

    /** Opens the handle, and reads the first value. */
    static SecretAccessKey follow(SecretsClient secrets, String secretName, FollowOptions options) {
        return new SecretAccessKey(secrets, secrets.secret(secretName, MAPPER), options);
    }

    @Override
    public String secretName() {
        return secret.name();
    }

    @Override
    public AccessKey current() {
        return secret.value();
    }

    @Override
    public Optional<AccessKey> previous() {
        TypedVersion<AccessKey> now = secret.version();
        return secret.previous()
                .flatMap(before -> kept(now, before.value()))
                .filter(before -> !refused.contains(before.versionId()));
    }

    /** Returns the AccessKey that KMS still has at {@code ACSPrevious}: the version goes with its AccessKey. */
    private Optional<AccessKey> kept(TypedVersion<AccessKey> now, AccessKey before) {
        try {
            SecretValue kept = secrets.get(secretName(), VersionStage.PREVIOUS);
            boolean same = kept.versionId().equals(before.versionId());
            if (same || !kept.loadedAt().isAfter(firstSeen(now))) {
                return Optional.of(before); // what was read before the rotation tells of the one before that
            }
            return Optional.of(MAPPER.map(kept)).filter(key -> !key.versionId().equals(now.versionId()));
        } catch (SecretNotFoundException | SecretFormatException e) {
            return Optional.empty();
        } catch (OpenSesameException e) { // then what was seen is the best that is known
            return Optional.of(before);
        }
    }

    private Instant firstSeen(TypedVersion<AccessKey> now) {
        Seen known = seen;
        if (known == null || !known.versionId().equals(now.versionId())) {
            known = new Seen(now.versionId(), now.loadedAt());
            seen = known;
        }
        return known.at();
    }

    @Override
    public Subscription onChange(Consumer<? super SecretChange<AccessKey>> listener) {
        return secret.onChange(listener);
    }

    @Override
    public <T, X extends Exception> T call(AccessKeyCall<T, X> call) throws X {
        AccessKey first = current();
        AccessKey next;
        Exception refusal;
        try {
            return call.with(first);
        } catch (Exception e) {
            next = isRefusal(e) ? nextAfter(first, e) : null;
            if (next == null) {
                throw e;
            }
            refusal = e;
        }
        try {
            return call.with(next);
        } catch (Exception e) {
            failedAgain(next, e, refusal);
            throw e;
        }
    }

    @Override
    public <T> CompletableFuture<T> callAsync(Function<? super AccessKey, ? extends CompletionStage<T>> call) {
        return new AsyncAccessKeyCall<>(this, call).begin(secrets.getAsync(secretName()));
    }

    /** Whether the failure means that another AccessKey may help. A reader of codes may fail, or lack its SDK. */
    boolean isRefusal(Throwable failure) {
        try {
            return options.isRefusal(failure);
        } catch (RuntimeException | LinkageError e) {
            suppress(failure, e);
            return false;
        }
    }

    /** Returns the AccessKey to try next; null if there is none, or the reason is suppressed in the refusal. */
    @Nullable
    AccessKey nextAfter(AccessKey key, Throwable refusal) {
        try {
            return rejected(key).orElse(null);
        } catch (RuntimeException e) { // not only KMS's: the handle may have been closed meanwhile
            suppress(refusal, e);
            return null;
        }
    }

    /** Takes the failure of the second attempt, which is told with the first one. */
    void failedAgain(AccessKey key, Throwable failure, Throwable refusal) {
        suppress(failure, refusal);
        if (isRefusal(failure)) {
            refused.add(List.of(key.versionId()));
        }
    }

    @SuppressWarnings("ReferenceEquality") // an exception cannot suppress itself; an equal one it can
    private static void suppress(Throwable kept, Throwable other) {
        if (kept != other) {
            kept.addSuppressed(other);
        }
    }

    @Override
    public Optional<AccessKey> rejected(AccessKey... keys) {
        List<String> ids = Arrays.stream(keys).map(AccessKey::accessKeyId).toList();
        String[] versionIds = Arrays.stream(keys).map(AccessKey::versionId).toArray(String[]::new);
        refused.add(List.of(versionIds));
        return secret.rejected(versionIds)
                .map(TypedVersion::value)
                .filter(next -> !ids.contains(next.accessKeyId())); // another version may hold the same pair
    }

    @Override
    public CredentialsProvider credentialsProvider() {
        return provider;
    }

    @Override
    public void close() {
        secret.close();
    }

    @Override
    public String toString() {
        return "FollowedAccessKey[" + secretName() + "]";
    }
}
