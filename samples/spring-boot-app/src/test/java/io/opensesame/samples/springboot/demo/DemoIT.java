package io.opensesame.samples.springboot.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample as it is run, with eight customers who order over HTTP all the time. */
class DemoIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration SOON = Duration.ofSeconds(20);

    private static Demo demo;

    @BeforeAll
    static void start() throws Exception {
        demo = Demo.start("--server.port=0", "--opensesame.cache.refresh-after=1s");
    }

    @AfterAll
    static void end() {
        demo.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders/db", "shipping/api-key", "receipts/signing-key", "shop/settings"})
    void rotate_whileCustomersOrder_isSeenAndNoOrderFails(String secret) throws Exception {
        String before = version(secret);

        assertThat(post("/rotate?secret=" + secret).statusCode()).isEqualTo(204);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(status().get("rotations").toString())
                        .contains("\"secret\":\"" + secret + "\",\"fromVersion\":\"" + before + "\""));
        long content = demo.customers().content();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(demo.customers().content()).isGreaterThan(content + 20));
        assertThat(demo.customers().disappointed()).isZero();
        assertThat(status().get("ordersFailed").asLong()).isZero();
    }

    @Test
    void databaseRotation_oldConnections_areRetired() throws Exception {
        assertThat(post("/rotate?secret=orders/db").statusCode()).isEqualTo(204);
        String pending = version("orders/db");

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode logins = status().get("logins");
            assertThat(logins).hasSize(1);
            assertThat(logins.get(0).get("version").asString()).isNotEqualTo(pending);
            assertThat(logins.get(0).get("current").asBoolean()).isTrue();
        });
        assertThat(demo.customers().disappointed()).isZero();
    }

    @Test
    void rotate_unknownSecret_isRefused() throws Exception {
        assertThat(post("/rotate?secret=somebody/elses").statusCode()).isEqualTo(404);
    }

    @Test
    void pageAndActuator_areServed() throws Exception {
        assertThat(get("/").body()).contains("<title>Orders");
        assertThat(get("/actuator/health").body()).contains("UP");
        assertThat(get("/actuator/secrets").body()).contains("orders/db");
    }

    private static String version(String secret) throws Exception {
        for (JsonNode each : status().get("secrets")) {
            if (each.get("name").asString().equals(secret)
                    && each.get("stage").asString().equals("ACSCurrent")) {
                return each.get("version").asString();
            }
        }
        throw new AssertionError("the status does not show " + secret);
    }

    private static JsonNode status() throws Exception {
        return JsonMapper.shared().readTree(get("/status").body());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(demo.url() + path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(demo.url() + path))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
