package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** One operation of the service. */
@FunctionalInterface
interface Operation {
    ObjectNode perform(Map<String, String> parameters, Caller caller);
}
