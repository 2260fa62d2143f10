package io.opensesame.internal.ram;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.error.CredentialsException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.ram.AccessKey;
import io.opensesame.ram.AccessKeyCall;
import io.opensesame.ram.FollowOptions;
import io.opensesame.ram.FollowedAccessKey;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretChange;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.secrets.Subscription;
import io.opensesame.secrets.VersionStage;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An AccessKey followed by a live handle on its secret, which keeps it fresh. */
final class SecretAccessKey implements FollowedAccessKey {
    private final SecretsClient secrets;
    private final Secret<AccessKey> secret;
    private final FollowOptions options;
    private final CredentialsProvider provider = new Provider();

    /** The version whose AccessKey was refused last; a rotation refuses them in their order. */
    private volatile @Nullable String refusedVersionId;

    private SecretAccessKey(SecretsClient secrets, Secret<AccessKey> secret, FollowOptions options) {
        this.secrets = secrets;
        this.secret = secret;
        this.options = options;
    }

    /** Opens the handle, and reads the first value. */
    static SecretAccessKey follow(SecretsClient secrets, String secretName, FollowOptions options) {
        return new SecretAccessKey(secrets, secrets.secret(secretName, new AccessKeyMapper()), options);
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
        return secret.previous()
                .map(version -> version.value())
                .filter(before -> !before.versionId().equals(refusedVersionId))
                .filter(before -> isKept());
    }

    /** Whether KMS still has the version before: it goes with its AccessKey. */
    private boolean isKept() {
        try {
            secrets.get(secretName(), VersionStage.PREVIOUS);
            return true;
        } catch (SecretNotFoundException e) {
            return false;
        } catch (OpenSesameException e) { // then what was seen is the best that is known
            return true;
        }
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
            next = options.isRefusal(e) ? nextAfter(first, e) : null;
            if (next == null) {
                throw e;
            }
            refusal = e;
        }
        try {
            return call.with(next);
        } catch (Exception e) {
            suppress(e, refusal);
            throw e;
        }
    }

    /** Returns the AccessKey to try next; null if there is none, or KMS cannot tell. */
    private @Nullable AccessKey nextAfter(AccessKey refused, Throwable refusal) {
        try {
            return rejected(refused).orElse(null);
        } catch (OpenSesameException e) {
            suppress(refusal, e);
            return null;
        }
    }

    private static void suppress(Throwable kept, Throwable other) {
        if (kept != other) {
            kept.addSuppressed(other);
        }
    }

    @Override
    public <T> CompletableFuture<T> callAsync(Function<? super AccessKey, ? extends CompletionStage<T>> call) {
        AccessKey first = current();
        return begin(call, first).exceptionallyCompose(failure -> retried(call, first, cause(failure)));
    }

    private <T> CompletableFuture<T> retried(
            Function<? super AccessKey, ? extends CompletionStage<T>> call, AccessKey first, Throwable refusal) {
        if (!options.isRefusal(refusal)) {
            return CompletableFuture.failedFuture(refusal);
        }
        return CompletableFuture.supplyAsync(() -> Optional.ofNullable(nextAfter(first, refusal)))
                .thenCompose(next -> next.isEmpty()
                        ? CompletableFuture.<T>failedFuture(refusal)
                        : begin(call, next.get()).whenComplete((value, second) -> {
                            if (second != null) {
                                suppress(cause(second), refusal);
                            }
                        }));
    }

    private static <T> CompletableFuture<T> begin(
            Function<? super AccessKey, ? extends CompletionStage<T>> call, AccessKey key) {
        try {
            return call.apply(key).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
        return cause == null ? failure : cause;
    }

    @Override
    public Optional<AccessKey> rejected(AccessKey... refused) {
        String[] versionIds = Arrays.stream(refused).map(AccessKey::versionId).toArray(String[]::new);
        if (versionIds.length > 0) {
            refusedVersionId = versionIds[versionIds.length - 1];
        }
        return secret.rejected(versionIds).map(version -> version.value());
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

    /** The AccessKey as credentials. */
    private final class Provider implements CredentialsProvider {
        @Override
        public Credentials credentials() {
            try {
                return current().credentials();
            } catch (OpenSesameException e) {
                throw unavailable(e);
            }
        }

        @Override
        public Credentials credentialsAfterRefusal(Credentials refused) {
            try {
                AccessKey held = current();
                return held.accessKeyId().equals(refused.accessKeyId())
                        ? rejected(held).orElse(held).credentials()
                        : held.credentials();
            } catch (OpenSesameException e) {
                throw unavailable(e);
            }
        }

        private CredentialsException unavailable(OpenSesameException e) {
            return new CredentialsException(
                    "The AccessKey in the secret '" + secretName() + "' cannot be had: " + e.getMessage(), e);
        }

        @Override
        public String toString() {
            return SecretAccessKey.this.toString();
        }
    }
}
