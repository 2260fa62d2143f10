package io.opensesame.localkms.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes answers: flat, with a RequestId, on success; the error envelope with all its six members otherwise, and with
 * {@code AccessDeniedDetail} if a permission is missing.
 */
final class Answers {
    static final ObjectMapper JSON = new ObjectMapper();

    private final String hostId;

    Answers(String hostId) {
        this.hostId = hostId;
    }

    ObjectNode success(ObjectNode answer, String requestId) {
        return answer.put("RequestId", requestId);
    }

    ObjectNode error(ServiceRefusal refusal, String requestId) {
        ObjectNode error = JSON.createObjectNode()
                .put("HttpStatus", refusal.status())
                .put("Code", refusal.code())
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

    /** Sends the whole answer in JSON. */
    static void send(HttpExchange exchange, int status, ObjectNode answer, String requestId) throws IOException {
        send(exchange, status, answer, requestId, AnswerFormat.JSON);
    }

    /** Sends the whole answer. */
    static void send(HttpExchange exchange, int status, ObjectNode answer, String requestId, AnswerFormat format)
            throws IOException {
        byte[] body = sendHead(exchange, status, answer, requestId, format);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    /** Announces the whole answer, sends half of its body, and closes the connection. */
    static void sendHalf(HttpExchange exchange, int status, ObjectNode answer, String requestId, AnswerFormat format)
            throws IOException {
        byte[] body = sendHead(exchange, status, answer, requestId, format);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, body.length / 2);
        out.flush();
    }

    private static byte[] sendHead(
            HttpExchange exchange, int status, ObjectNode answer, String requestId, AnswerFormat format)
            throws IOException {
        byte[] body = format.write(status < 400 ? "KMS" : "Error", answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", format.contentType());
        exchange.getResponseHeaders().set("x-acs-request-id", requestId);
        exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : body.length);
        return body;
    }
}
