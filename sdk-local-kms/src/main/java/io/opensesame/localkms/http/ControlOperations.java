package io.opensesame.localkms.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.ServiceRefusal;

/** What the control endpoint drives; called for requests that passed its guards, on the thread that serves them. */
@FunctionalInterface
public interface ControlOperations {

    /**
     * Performs one operation.
     *
     * @param operation the path behind the endpoint's own
     * @param arguments the request's JSON object
     * @return the answer
     * @throws ServiceRefusal if there is no such operation, or it can't be done
     * @throws IllegalArgumentException if an argument is missing or wrong; the message is the answer
     */
    ObjectNode perform(String operation, ObjectNode arguments);
}
