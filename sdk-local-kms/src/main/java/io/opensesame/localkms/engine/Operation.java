package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/**
 * One operation of the service.
 *
 * @param changesState whether a success may change what is due, and when
 * @param handler answers a request, or throws {@link ServiceRefusal} having changed nothing
 */
record Operation(boolean changesState, Function<Request, ObjectNode> handler) {
    static Operation reading(Function<Request, ObjectNode> handler) {
        return new Operation(false, handler);
    }

    static Operation changing(Function<Request, ObjectNode> handler) {
        return new Operation(true, handler);
    }
}
