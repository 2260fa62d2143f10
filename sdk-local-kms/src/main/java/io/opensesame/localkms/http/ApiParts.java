package io.opensesame.localkms.http;

import io.opensesame.localkms.fault.FaultSchedule;
import io.opensesame.localkms.http.signature.RequestVerifier;
import java.util.List;

/**
 * What the API is served from; it outlives the sockets.
 *
 * @param apis the services, that of KMS first
 * @param verifier decides whose request it is
 * @param sourceAddresses tells where it comes from
 * @param faults what goes wrong on purpose
 * @param counters counts what comes in
 * @param dueWork carries out what is due by the clock, such as the end of an AccessKey, before a request is verified
 */
public record ApiParts(
        List<ServedApi> apis,
        RequestVerifier verifier,
        SourceAddresses sourceAddresses,
        FaultSchedule faults,
        RequestCounters counters,
        Runnable dueWork) {}
