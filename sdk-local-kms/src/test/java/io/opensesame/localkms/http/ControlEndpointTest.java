package io.opensesame.localkms.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlEndpointTest {
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void unforeseenException_isAnsweredWithoutItsMessage() throws Exception {
        serve((operation, arguments) -> {
            throw new ArithmeticException("canary");
        });

        HttpResponse<String> answer = post("clock/advance");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"Code\":\"InternalFailure\"").doesNotContain("canary");
    }

    private void serve(ControlOperations operations) {
        server.createContext(ControlEndpoint.PATH, new ControlEndpoint("token", operations, "host"));
    }

    private HttpResponse<String> post(String operation) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + ControlEndpoint.PATH + operation);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer token")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
