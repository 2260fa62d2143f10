package io.opensesame.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
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

    static CompletableFuture<JsonNode> start(RpcExchange exchange, CallRuntime runtime, HttpConnections connections) {
        AsyncCall call = new AsyncCall(exchange, runtime);
        call.endWith(connections);
        call.watchDeadline();
        call.submit();
        return call.result;
    }

    /** Once the client is closed or paused its threads run nothing more: nobody else would end a call that waits. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void endWith(HttpConnections connections) {
        Runnable ending = () -> result.completeExceptionally(exchange.stopped());
        connections.onStop(ending);
        result.whenComplete((answer, failure) -> connections.withdraw(ending));
    }

    /** Attempts keep to the deadline by themselves; this is for a call that waits in a queue. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void watchDeadline() {
        long millis = exchange.deadlineMillis() + GRACE_MILLIS;
        try {
            ScheduledFuture<?> overdue = runtime.scheduler().schedule(this::giveUp, millis, TimeUnit.MILLISECONDS);
            result.whenComplete((answer, failure) -> {
                overdue.cancel(false);
                if (failure != null) {
                    exchange.cancel();
                }
            });
        } catch (Throwable e) {
            fail(e);
        }
    }

    /**
     * What waits for the result runs where it is completed. That is foreign code, which must not hold up the scheduler;
     * and the threads for calls may be the very reason for being late.
     */
    private void giveUp() {
        try {
            ForkJoinPool.commonPool().execute(() -> result.completeExceptionally(exchange.overdue()));
        } catch (Throwable e) { // late all the same
            result.completeExceptionally(exchange.overdue());
        }
    }

    /** Takes an error too, such as of a JVM that can make no more threads: nobody else would complete the result. */
    private void fail(Throwable failure) {
        result.completeExceptionally(
                failure instanceof RejectedExecutionException rejection ? exchange.rejected(rejection) : failure);
    }

    private void submit() {
        try {
            runtime.calls().execute(this::attempt);
        } catch (Throwable e) {
            fail(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void submitLater(long millis) {
        try {
            runtime.scheduler().schedule(this::submit, millis, TimeUnit.MILLISECONDS);
        } catch (Throwable e) {
            fail(e);
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
        } catch (Throwable e) {
            fail(e);
        }
    }
}
