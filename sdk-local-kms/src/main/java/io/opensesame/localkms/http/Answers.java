package io.opensesame.localkms.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.fault.CloudService;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the answers of one service: flat, with a RequestId, on success; its error envelope otherwise, with
 * {@code AccessDeniedDetail} if a permission is missing. The envelope of KMS has an {@code HttpStatus}, those of RAM
 * and STS have none.
 */
final class Answers {
    static final ObjectMapper JSON = new ObjectMapper();

    private final CloudService service;
    private final String hostId;

    Answers(CloudService service, String hostId) {
        this.service = service;
        this.hostId = hostId;
    }

    ObjectNode success(ObjectNode answer, String requestId) {
        return answer.put("RequestId", requestId);
    }

    ObjectNode error(ServiceRefusal refusal, String requestId) {
        ObjectNode error = JSON.createObjectNode();
        if (service == CloudService.KMS) {
            error.put("HttpStatus", refusal.status());
        }
        error.put("Code", refusal.code())
                .put("Message", refusal.getMessage())
                .put("RequestId", requestId)
                .put("HostId", hostId)
                .put("Recommend", "https://api.aliyun.com/troubleshoot?q=" + refusal.code());
        if (!refusal.accessDeniedDetail().isEmpty()) {
            ObjectNode detail = error.putObject("AccessDeniedDetail");
            refusal.accessDeniedDetail().forEach(detail::put);
        }
        return error;
    }

    /** Returns the name of the element around an answer of success in XML; that of RAM and STS is inferred. */
    String xmlRoot(String operation) {
        return service == CloudService.KMS ? "KMS" : operation + "Response";
    }

    /** Sends a refusal, whose element in XML is the same for all services. */
    void sendError(HttpExchange exchange, ServiceRefusal refusal, String requestId, AnswerFormat format)
            throws IOException {
        send(exchange, refusal.status(), format.write("Error", error(refusal, requestId)), requestId, format);
    }

    /** Sends the whole answer. */
    static void send(HttpExchange exchange, int status, String answer, String requestId, AnswerFormat format)
            throws IOException {
        byte[] body = sendHead(exchange, status, answer, requestId, format);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    /** Announces the whole answer, sends half of its body, and closes the connection. */
    static void sendHalf(HttpExchange exchange, int status, String answer, String requestId, AnswerFormat format)
            throws IOException {
        byte[] body = sendHead(exchange, status, answer, requestId, format);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, body.length / 2);
        out.flush();
    }

    private static byte[] sendHead(
            HttpExchange exchange, int status, String answer, String requestId, AnswerFormat format)
            throws IOException {
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", format.contentType());
        exchange.getResponseHeaders().set("x-acs-request-id", requestId);
        exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : body.length);
        return body;
    }
}
