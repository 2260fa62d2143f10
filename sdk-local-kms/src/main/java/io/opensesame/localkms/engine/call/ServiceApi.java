package io.opensesame.localkms.engine.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The operations of one service, as its API offers them. Thread-safe. */
public interface ServiceApi {
    /**
     * Performs one operation and returns its JSON answer, without {@code RequestId}, which the front adds.
     *
     * @param action the operation's name, such as {@code GetSecretValue}
     * @param parameters the operation's own parameters by their wire names; unknown ones are ignored
     * @param caller who calls
     * @param origin where the call came from
     * @throws ServiceRefusal if the service would answer with an error
     */
    ObjectNode perform(String action, Map<String, String> parameters, Caller caller, Origin origin);

    /** Returns the names of the operations that {@link #perform} knows. */
    OperationNames operationNames();
}
