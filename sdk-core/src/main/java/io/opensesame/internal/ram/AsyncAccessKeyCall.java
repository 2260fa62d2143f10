package io.opensesame.internal.ram;

import io.opensesame.ram.AccessKey;
import io.opensesame.secrets.SecretValue;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An asynchronous call, made once more with another AccessKey if the first one is refused. */
final class AsyncAccessKeyCall<T> {
    /*
     * Ends with the first of
     *   the call succeeds                                 its value
     *   the call fails, and that is no refusal            its failure
     *   there is no other AccessKey, or KMS cannot tell   the refusal
     *   the second attempt ends                           its value; or its failure, the refusal suppressed
     *   the caller ends the future                        no other attempt is begun
     */
    private final SecretAccessKey key;
    private final Function<? super AccessKey, ? extends CompletionStage<T>> call;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    AsyncAccessKeyCall(SecretAccessKey key, Function<? super AccessKey, ? extends CompletionStage<T>> call) {
        this.key = key;
        this.call = Objects.requireNonNull(call, "call");
    }

    /** Begins as soon as there is a value, which is at once as long as KMS has not been away for long. */
    @SuppressWarnings("FutureReturnValueIgnored") // every end of it completes the result
    CompletableFuture<T> begin(CompletableFuture<SecretValue> held) {
        held.whenComplete((value, failure) -> {
            if (failure == null) {
                first();
            } else {
                result.completeExceptionally(cause(failure));
            }
        });
        return result;
    }

    private void first() {
        AccessKey first;
        try {
            first = key.current();
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
            return;
        }
        attempt(first, failure -> retry(first, failure));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // every end of it completes the result
    private void attempt(AccessKey accessKey, Consumer<Throwable> onFailure) {
        CompletionStage<T> stage;
        try {
            stage = Objects.requireNonNull(call.apply(accessKey), "the call returned no future");
        } catch (RuntimeException | Error e) {
            onFailure.accept(e);
            return;
        }
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                onFailure.accept(cause(failure));
            }
        });
    }

    /** Waits for KMS, and so not on the thread that completes a call, which other calls may need. */
    @SuppressWarnings("FutureReturnValueIgnored") // every end of it completes the result
    private void retry(AccessKey refused, Throwable refusal) {
        if (result.isDone() || !key.isRefusal(refusal)) {
            result.completeExceptionally(refusal);
            return;
        }
        CompletableFuture.supplyAsync(() -> new Next(key.nextAfter(refused, refusal)))
                .whenComplete((next, broken) -> again(next == null ? null : next.key(), refusal));
    }

    private record Next(@Nullable AccessKey key) {}

    private void again(@Nullable AccessKey next, Throwable refusal) {
        if (next == null || result.isDone()) {
            result.completeExceptionally(refusal);
            return;
        }
        attempt(next, failure -> {
            key.failedAgain(next, failure, refusal);
            result.completeExceptionally(failure);
        });
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
        return cause == null ? failure : cause;
    }
}
