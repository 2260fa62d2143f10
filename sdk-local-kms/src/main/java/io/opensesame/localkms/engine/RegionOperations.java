package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Account;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import java.util.Map;

/** The operation DescribeRegions; it knows one region. */
final class RegionOperations {
    private final Account account;

    RegionOperations(Account account) {
        this.account = account;
    }

    Map<String, Operation> table() {
        return Map.of("DescribeRegions", Operation.of(request -> describe()));
    }

    private ObjectNode describe() {
        ObjectNode answer = Json.object();
        Json.wrappedList(answer, "Regions", "Region").addObject().put("RegionId", account.region());
        return answer;
    }
}
