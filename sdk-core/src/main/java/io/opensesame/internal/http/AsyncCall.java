package io.opensesame.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Drives a call without holding a thread between its attempts. */
final class AsyncCall {
    private static final long GRACE_MILLIS = 250;

    private final RpcExchange exchange;
    private final CallRuntime runtime;
    private final CompletableFuture<JsonNode> result = new CompletableFuture<>();

    private AsyncCall(RpcExchange exchange, CallRuntime runtime) {
        this.exchange = exchange;
        this.runtime = runtime;
    }

    static CompletableFuture<JsonNode> start(
            RpcExchange exchange, CallRuntime runtime, HttpConnections connections, long deadlineMillis) {
        AsyncCall call = new AsyncCall(exchange, runtime);
        call.endWith(connections);
        call.watchDeadline(deadlineMillis);
        call.submit();
        return call.result;
    }

    /** Once the client is closed its threads run nothing more, so nobody else would end a call that waits for one. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void endWith(HttpConnections connections) {
        Runnable ending = () -> result.completeExceptionally(exchange.closed());
        connections.onClose(ending);
        result.whenComplete((answer, failure) -> connections.withdraw(ending));
    }

    /** Attempts keep to the deadline by themselves; this is for a call that waits in a queue. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void watchDeadline(long deadlineMillis) {
        try {
            ScheduledFuture<?> overdue = runtime.scheduler()
                    .schedule(
                            () -> result.completeExceptionally(exchange.overdue()),
                            deadlineMillis + GRACE_MILLIS,
                            TimeUnit.MILLISECONDS);
            result.whenComplete((answer, failure) -> {
                overdue.cancel(false);
                if (failure != null) {
                    exchange.cancel();
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(exchange.rejected(e));
        }
    }

    private void submit() {
        try {
            runtime.calls().execute(this::attempt);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(exchange.rejected(e));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void submitLater(long millis) {
        try {
            runtime.scheduler().schedule(this::submit, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(exchange.rejected(e));
        }
    }

    private void attempt() {
        if (result.isDone()) {
            return;
        }
        try {
            RpcExchange.Step step = exchange.step();
            if (step.answer() != null) {
                result.complete(step.answer());
            } else if (step.waitMillis() == 0) {
                submit();
            } else {
                submitLater(step.waitMillis());
            }
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }
}
