package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/**
 * One operation of the service.
 *
 * @param changesSchedule whether a success may change what is due by itself, and when
 * @param handler answers a request, or throws {@link ServiceRefusal} having changed nothing
 */
record Operation(boolean changesSchedule, Function<Request, ObjectNode> handler) {
    static Operation of(Function<Request, ObjectNode> handler) {
        return new Operation(false, handler);
    }

    static Operation rescheduling(Function<Request, ObjectNode> handler) {
        return new Operation(true, handler);
    }
}
