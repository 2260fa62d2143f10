package io.opensesame.localkms.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.opensesame.localkms.engine.ServiceRefusal;
import java.io.IOException;
import java.io.OutputStream;

/** Writes answers: flat JSON with a RequestId on success, the error envelope with all its six members otherwise. */
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
        return JSON.createObjectNode()
                .put("HttpStatus", refusal.status())
                .put("Code", refusal.code())
                .put("Message", refusal.getMessage())
                .put("RequestId", requestId)
                .put("HostId", hostId)
                .put("Recommend", "https://api.aliyun.com/troubleshoot?q=" + refusal.code());
    }

    /** Sends the whole answer. */
    static void send(HttpExchange exchange, int status, ObjectNode answer, String requestId) throws IOException {
        byte[] body = sendHead(exchange, status, answer, requestId);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    /** Announces the whole answer, sends half of its body, and closes the connection. */
    static void sendHalf(HttpExchange exchange, int status, ObjectNode answer, String requestId) throws IOException {
        byte[] body = sendHead(exchange, status, answer, requestId);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, body.length / 2);
        out.flush();
    }

    private static byte[] sendHead(HttpExchange exchange, int status, ObjectNode answer, String requestId)
            throws IOException {
        byte[] body = bytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json;charset=utf-8");
        exchange.getResponseHeaders().set("x-acs-request-id", requestId);
        exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : body.length);
        return body;
    }

    private static byte[] bytes(ObjectNode answer) {
        try {
            return JSON.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON nodes can be written", e);
        }
    }
}
