package io.opensesame.localkms.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.identity.AccessKey;
import io.opensesame.localkms.fault.CloudService;
import io.opensesame.localkms.fault.FaultEffect;
import io.opensesame.localkms.fault.FaultSchedule;
import io.opensesame.localkms.http.signature.ApiRequest;
import io.opensesame.localkms.http.signature.ProvenRequest;
import io.opensesame.localkms.http.signature.RequestVerifier;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the APIs: one request in, at most one answer out.
 *
 * <p>The way of a request: outage, reading, counting, faults, verification, the service that its Version names, the
 * answer. A request that a fault ends is neither verified nor performed, except that a truncated answer is the answer
 * to a request performed.
 */
final class ApiHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final List<String> PROTOCOL_PARAMETERS = List.of(
            "Action",
            "Version",
            "Format",
            "AccessKeyId",
            "SignatureMethod",
            "SignatureVersion",
            "SignatureNonce",
            "Timestamp",
            "SecurityToken",
            "SignatureType",
            "Signature");

    private final Map<CloudService, ServedApi> apis = new EnumMap<>(CloudService.class);
    private final Map<CloudService, Answers> answers = new EnumMap<>(CloudService.class);
    private final RequestVerifier verifier;
    private final SourceAddresses sourceAddresses;
    private final FaultSchedule faults;
    private final RequestCounters counters;
    private final Runnable dueWork;
    private final Delays delays;

    ApiHandler(ApiParts parts, Delays delays) {
        for (ServedApi api : parts.apis()) {
            apis.put(api.service(), api);
            answers.put(api.service(), new Answers(api.service(), api.hostId()));
        }
        this.verifier = parts.verifier();
        this.sourceAddresses = parts.sourceAddresses();
        this.faults = parts.faults();
        this.counters = parts.counters();
        this.dueWork = parts.dueWork();
        this.delays = delays;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            if (!faults.outageStrikes()) {
                serve(exchange, UUID.randomUUID().toString().toUpperCase(Locale.ROOT));
            }
        } finally {
            // Keeps the connection for the next request if an answer was sent in full, and drops it if not.
            exchange.close();
        }
    }

    private void serve(HttpExchange exchange, String requestId) throws IOException {
        String operation = "";
        AnswerFormat format = AnswerFormat.JSON;
        Answers writer = answersOf(Optional.empty());
        try {
            ApiRequest request = RequestReader.read(exchange);
            operation = operation(request);
            counters.increment(operation);
            Optional<String> version = named("Version", "x-acs-version", request);
            Optional<CloudService> service = version.flatMap(CloudService::ofApiVersion);
            writer = answersOf(service);
            format = AnswerFormat.of(request);
            boolean truncated = false;
            for (FaultEffect effect : faults.strike(service, operation)) {
                if (closesConnection(effect) || !delays.serve(effect)) {
                    return;
                }
                refuseBy(effect);
                truncated |= effect instanceof FaultEffect.TruncatedBody;
            }
            ObjectNode answer = writer.success(perform(operation, version, request, exchange), requestId);
            String text = format.write(writer.xmlRoot(operation), answer);
            if (truncated) {
                Answers.sendHalf(exchange, 200, text, requestId, format);
            } else {
                Answers.send(exchange, 200, text, requestId, format);
            }
        } catch (ServiceRefusal refusal) {
            LOG.debug("{} {} refused: {} {}", requestId, operation, refusal.status(), refusal.code());
            writer.sendError(exchange, refusal, requestId, format);
        } catch (RuntimeException e) {
            writer.sendError(exchange, Failures.logged(LOG, requestId, operation, e), requestId, format);
        }
    }

    /** A request for no service of these is answered as KMS does. */
    private Answers answersOf(Optional<CloudService> service) {
        return service.map(answers::get).orElseGet(() -> Objects.requireNonNull(answers.get(CloudService.KMS), "KMS"));
    }

    private static boolean closesConnection(FaultEffect effect) {
        return effect instanceof FaultEffect.DroppedConnection || effect instanceof FaultEffect.Outage;
    }

    private ObjectNode perform(String operation, Optional<String> version, ApiRequest request, HttpExchange exchange) {
        if (operation.isEmpty()) {
            throw missing("Action");
        }
        String named = version.orElseThrow(() -> missing("Version"));
        dueWork.run();
        ProvenRequest proven = verifier.verify(request);
        ServedApi served = CloudService.ofApiVersion(named).map(apis::get).orElseThrow(ServiceRefusal::unknownAction);
        Map<String, String> parameters = proven.parameters();
        parameters.keySet().removeAll(PROTOCOL_PARAMETERS);
        AccessKey signer = proven.accessKey();
        return served.api()
                .perform(operation, parameters, signer.caller(), sourceAddresses.origin(signer.id(), exchange));
    }

    private static String operation(ApiRequest request) {
        return named("Action", "x-acs-action", request).orElse("");
    }

    /**
     * Returns what the parameter says, else the header of a request that signs its headers; refuses one in which they
     * differ. That every such header is among the signed ones is for the verifier to see.
     */
    private static Optional<String> named(String parameter, String header, ApiRequest request) {
        Optional<String> byParameter = request.parameter(parameter);
        Optional<String> byHeader = request.signsHeaders() ? request.header(header) : Optional.empty();
        if (byParameter.isPresent() && byHeader.isPresent() && !byParameter.equals(byHeader)) {
            throw new ServiceRefusal(
                    400,
                    "InvalidParameter",
                    "The specified parameter \"" + parameter + "\" is not valid: the header " + header + " differs.");
        }
        return byParameter.or(() -> byHeader).filter(value -> !value.isEmpty());
    }

    private static void refuseBy(FaultEffect effect) {
        if (effect instanceof FaultEffect.ErrorAnswer error) {
            throw new ServiceRefusal(error.status(), error.code(), error.message());
        }
        if (effect instanceof FaultEffect.Throttle) {
            throw new ServiceRefusal(429, "Rejected.Throttling", "QPS Limit Exceeded");
        }
    }

    private static ServiceRefusal missing(String name) {
        return new ServiceRefusal(400, "Missing" + name, name + " is mandatory for this action.");
    }
}
