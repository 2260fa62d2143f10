package io.opensesame.localkms.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.opensesame.localkms.engine.KmsEngine;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.identity.AccessKey;
import io.opensesame.localkms.fault.FaultEffect;
import io.opensesame.localkms.fault.FaultSchedule;
import io.opensesame.localkms.http.signature.ApiRequest;
import io.opensesame.localkms.http.signature.ProvenRequest;
import io.opensesame.localkms.http.signature.RequestVerifier;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the API: one request in, at most one answer out.
 *
 * <p>The way of a request: outage, reading, counting, faults, verification, the engine, the answer. A request that a
 * fault ends is neither verified nor performed, except that a truncated answer is the answer to a request performed.
 */
final class ApiHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final String KMS_VERSION = "2016-01-20";
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

    private final KmsEngine engine;
    private final RequestVerifier verifier;
    private final SourceAddresses sourceAddresses;
    private final FaultSchedule faults;
    private final RequestCounters counters;
    private final Answers answers;
    private final Delays delays;

    ApiHandler(ApiParts parts, Delays delays) {
        this.engine = parts.engine();
        this.verifier = parts.verifier();
        this.sourceAddresses = parts.sourceAddresses();
        this.faults = parts.faults();
        this.counters = parts.counters();
        this.answers = new Answers(parts.hostId());
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
        try {
            ApiRequest request = RequestReader.read(exchange);
            operation = operation(request);
            counters.increment(operation);
            format = AnswerFormat.of(request);
            boolean truncated = false;
            for (FaultEffect effect : faults.strike(operation)) {
                if (effect instanceof FaultEffect.DroppedConnection || !delays.serve(effect)) {
                    return;
                }
                refuseBy(effect);
                truncated |= effect instanceof FaultEffect.TruncatedBody;
            }
            ObjectNode answer = answers.success(perform(operation, request, exchange), requestId);
            if (truncated) {
                Answers.sendHalf(exchange, 200, answer, requestId, format);
            } else {
                Answers.send(exchange, 200, answer, requestId, format);
            }
        } catch (ServiceRefusal refusal) {
            LOG.debug("{} {} refused: {} {}", requestId, operation, refusal.status(), refusal.code());
            Answers.send(exchange, refusal.status(), answers.error(refusal, requestId), requestId, format);
        } catch (RuntimeException e) {
            ServiceRefusal failure = Failures.logged(LOG, requestId, operation, e);
            Answers.send(exchange, failure.status(), answers.error(failure, requestId), requestId, format);
        }
    }

    private ObjectNode perform(String operation, ApiRequest request, HttpExchange exchange) {
        if (operation.isEmpty()) {
            throw missing("Action");
        }
        String version = named("Version", "x-acs-version", request).orElseThrow(() -> missing("Version"));
        ProvenRequest proven = verifier.verify(request);
        if (!version.equals(KMS_VERSION)) {
            throw new ServiceRefusal(
                    404, "InvalidApi.NotFound", "Specified api is not found, please check your url and method.");
        }
        Map<String, String> parameters = proven.parameters();
        parameters.keySet().removeAll(PROTOCOL_PARAMETERS);
        AccessKey signer = proven.accessKey();
        return engine.perform(operation, parameters, signer.caller(), sourceAddresses.origin(signer.id(), exchange));
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
