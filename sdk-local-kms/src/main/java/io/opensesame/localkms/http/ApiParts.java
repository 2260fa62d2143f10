package io.opensesame.localkms.http;

import io.opensesame.localkms.engine.KmsEngine;
import io.opensesame.localkms.fault.FaultSchedule;
import io.opensesame.localkms.http.signature.RequestVerifier;

/**
 * What the API is served from; it outlives the sockets.
 *
 * @param engine performs the operations
 * @param verifier decides whose request it is
 * @param sourceAddresses tells where it comes from
 * @param faults what goes wrong on purpose
 * @param counters counts what comes in
 * @param hostId the HostId of error answers
 */
public record ApiParts(
        KmsEngine engine,
        RequestVerifier verifier,
        SourceAddresses sourceAddresses,
        FaultSchedule faults,
        RequestCounters counters,
        String hostId) {}
