package io.opensesame.localkms.engine.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One operation of the service.
 *
 * @param changesSchedule whether a success may change what is due by itself, and when
 * @param allowsDryRun whether a request may ask for a dry run
 * @param handler looks at the state and may change it, then returns what makes the answer; either may throw
 *     {@link ServiceRefusal}, the handler only if it has changed nothing
 */
public record Operation(
        boolean changesSchedule, boolean allowsDryRun, Function<Request, Supplier<ObjectNode>> handler) {
    private static final String DRY_RUN = "DryRun";

    /** Returns an operation that does all of its work at once. */
    public static Operation of(Function<Request, ObjectNode> handler) {
        return new Operation(false, false, atOnce(handler));
    }

    /** Returns an operation that does all of its work at once, and may change what is due. */
    public static Operation rescheduling(Function<Request, ObjectNode> handler) {
        return new Operation(true, false, atOnce(handler));
    }

    /**
     * Returns an operation whose answer takes time, such as one that signs. What makes the answer runs while other
     * operations go on, so it must neither look at the state nor change it.
     */
    public static Operation deferring(Function<Request, Supplier<ObjectNode>> handler) {
        return new Operation(false, false, handler);
    }

    /**
     * Returns this operation with dry runs. A request that asks for one always ends in an error, which tells what would
     * have become of it; which HTTP status that has is not documented. Only for operations that change nothing.
     */
    public Operation allowingDryRun() {
        return new Operation(changesSchedule, true, handler);
    }

    /** Returns this operation with a guard before its handler, which throws for a request that must not reach it. */
    public Operation guardedBy(Consumer<Request> guard) {
        return new Operation(changesSchedule, allowsDryRun, request -> {
            guard.accept(request);
            return handler.apply(request);
        });
    }

    /** Handles a request, or only tells what would have become of it; returns what makes the answer. */
    public Supplier<ObjectNode> begin(Request request) {
        return allowsDryRun && request.parameters().flag(DRY_RUN) ? dryRun(request) : handler.apply(request);
    }

    private Supplier<ObjectNode> dryRun(Request request) {
        Supplier<ObjectNode> answer = orDryRefusal(() -> handler.apply(request));
        return () -> {
            orDryRefusal(answer);
            throw new ServiceRefusal(
                    400, "DryRunOperationError", "The request would have succeeded, but DryRun is set.");
        };
    }

    private static <T> T orDryRefusal(Supplier<T> attempt) {
        try {
            return attempt.get();
        } catch (ServiceRefusal refusal) {
            boolean denied = refusal.status() == 403;
            throw refusal.as(denied ? 403 : 400, denied ? "AccessDeniedError" : "ValidationError");
        }
    }

    private static Function<Request, Supplier<ObjectNode>> atOnce(Function<Request, ObjectNode> handler) {
        return request -> {
            ObjectNode answer = handler.apply(request);
            return () -> answer;
        };
    }
}
