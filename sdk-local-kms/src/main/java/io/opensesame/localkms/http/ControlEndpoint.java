package io.opensesame.localkms.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.fault.CloudService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives LocalKms over HTTP: for the standalone program, whose Java API is out of reach.
 *
 * <p>No web page may drive it. A page of another origin can't set the content type or the Authorization header without
 * being asked for leave, which is never given; a page whose name was made to resolve to this machine (DNS rebinding)
 * carries that name in Host and Origin; and neither knows the token.
 */
public final class ControlEndpoint implements HttpHandler {
    static final String PATH = "/-/control/";

    private static final Logger LOG = LoggerFactory.getLogger(ControlEndpoint.class);
    private static final String LOOPBACK = "(?:localhost|127\\.0\\.0\\.1|\\[::1])";
    private static final Pattern LOOPBACK_HOST = Pattern.compile(LOOPBACK + ":(\\d{1,5})", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOOPBACK_ORIGIN =
            Pattern.compile("https?://" + LOOPBACK + "(?::\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private final byte[] authorization;
    private final ControlOperations operations;
    private final Answers answers;

    /**
     * Creates an endpoint.
     *
     * @param token what a caller has to know
     * @param operations what it drives
     * @param hostId the HostId of error answers
     */
    public ControlEndpoint(String token, ControlOperations operations, String hostId) {
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.operations = operations;
        this.answers = new Answers(CloudService.KMS, hostId);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String requestId = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        String operation = exchange.getRequestURI().getPath().substring(PATH.length());
        try {
            guard(exchange);
            ObjectNode arguments = arguments(RequestReader.readBody(exchange));
            String answer = AnswerFormat.JSON.write(
                    "Control", answers.success(operations.perform(operation, arguments), requestId));
            Answers.send(exchange, 200, answer, requestId, AnswerFormat.JSON);
        } catch (ServiceRefusal refusal) {
            answers.sendError(exchange, refusal, requestId, AnswerFormat.JSON);
        } catch (IllegalArgumentException e) {
            ServiceRefusal refusal = new ServiceRefusal(400, "InvalidParameter", String.valueOf(e.getMessage()));
            answers.sendError(exchange, refusal, requestId, AnswerFormat.JSON);
        } catch (RuntimeException e) {
            ServiceRefusal failure = Failures.logged(LOG, requestId, operation, e);
            answers.sendError(exchange, failure, requestId, AnswerFormat.JSON);
        } finally {
            exchange.close();
        }
    }

    private void guard(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("POST")) {
            throw new ServiceRefusal(403, "UnsupportedHTTPMethod", "Control operations are called by POST.");
        }
        int port = exchange.getLocalAddress().getPort();
        var host = LOOPBACK_HOST.matcher(only(exchange, "Host").orElse(""));
        if (!host.matches() || Integer.parseInt(host.group(1)) != port) {
            throw new ServiceRefusal(
                    403,
                    "Forbidden.Host",
                    "The header Host must be localhost, 127.0.0.1 or [::1], with port " + port + ".");
        }
        if (exchange.getRequestHeaders().containsKey("Origin")
                && !LOOPBACK_ORIGIN.matcher(only(exchange, "Origin").orElse("")).matches()) {
            throw new ServiceRefusal(403, "Forbidden.Origin", "The header Origin must be absent or name this machine.");
        }
        String contentType =
                only(exchange, "Content-Type").orElse("").split(";", 2)[0].strip();
        if (!contentType.equalsIgnoreCase("application/json")) {
            throw new ServiceRefusal(415, "UnsupportedMediaType", "The Content-Type must be application/json.");
        }
        byte[] presented = only(exchange, "Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(authorization, presented)) {
            throw new ServiceRefusal(
                    401,
                    "Unauthorized",
                    "Send the token that LocalKms printed at its start: Authorization: Bearer <token>.");
        }
    }

    private static ObjectNode arguments(byte[] body) throws IOException {
        try {
            JsonNode json = Answers.JSON.readTree(body);
            if (json instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // Its message quotes the body, which may hold a secret; so the refusal below is all that is told.
        }
        throw new ServiceRefusal(400, "InvalidParameter", "The body must be a JSON object.");
    }

    private static Optional<String> only(HttpExchange exchange, String header) {
        List<String> values = exchange.getRequestHeaders().getOrDefault(header, List.of());
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
