package io.opensesame.samples.springboot.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The sample as it is run, with eight customers who order over HTTP all the time. */
class DemoIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static Demo demo;
    private static ShopPage page;

    @BeforeAll
    static void start() throws Exception {
        demo = RunningDemo.get();
        page = new ShopPage(demo.url());
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders/db", "shipping/api-key", "receipts/signing-key", "shop/settings"})
    void rotate_whileCustomersOrder_isSeenAndNoOrderFails(String secret) throws Exception {
        String before = page.version(secret);

        assertThat(page.rotate(secret)).isEqualTo(204);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(page.status().get("rotations").toString())
                        .contains("\"secret\":\"" + secret + "\",\"fromVersion\":\"" + before + "\""));
        long content = demo.customers().content();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(demo.customers().content()).isGreaterThan(content + 20));
        assertThat(demo.customers().disappointed()).isZero();
        assertThat(page.status().get("ordersFailed").asLong()).isZero();
    }

    @Test
    void databaseRotation_oldConnections_areRetired() throws Exception {
        String before = page.version("orders/db");
        assertThat(page.rotate("orders/db")).isEqualTo(204);

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode logins = page.status().get("logins");
            assertThat(logins).hasSize(1);
            assertThat(logins.get(0).get("version").asString()).isNotEqualTo(before);
            assertThat(logins.get(0).get("current").asBoolean()).isTrue();
        });
        assertThat(demo.customers().disappointed()).isZero();
    }

    @Test
    void refresh_afterRotations_reachesBeansWithinASecondAndThePool() throws Exception {
        assertThat(page.rotate("orders/db")).isEqualTo(204);
        assertThat(page.rotate("shop/settings")).isEqualTo(204);

        assertThat(page.post("/actuator/secrets/orders/db").statusCode()).isEqualTo(200);
        assertThat(page.post("/actuator/secrets/shop/settings").statusCode()).isEqualTo(200);

        Instant refreshed = Instant.now();
        String login = page.version("orders/db");
        String settings = page.version("shop/settings");
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(seenAt(login)).isBefore(refreshed.plusSeconds(1));
            assertThat(seenAt(settings)).isBefore(refreshed.plusSeconds(1));
            assertThat(page.status().get("logins").toString()).contains(login);
        });
        assertThat(demo.customers().disappointed()).isZero();
    }

    /** Returns when the application was told of a version, once its beans had it. */
    private static Instant seenAt(String version) throws Exception {
        for (JsonNode rotation : page.status().get("rotations")) {
            if (rotation.get("toVersion").asString().equals(version)) {
                return Instant.parse(rotation.get("at").asString());
            }
        }
        throw new AssertionError("no rotation to " + version + " was seen yet");
    }

    @Test
    void rotate_unknownSecret_isRefused() throws Exception {
        assertThat(page.rotate("somebody/elses")).isEqualTo(404);
    }

    @Test
    void rotate_withoutThePagesHeader_isRefused() throws Exception {
        HttpRequest formOfAnotherSite = HttpRequest.newBuilder(URI.create(demo.url() + "/rotate?secret=orders/db"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(formOfAnotherSite, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void pageAndActuator_areServed() throws Exception {
        assertThat(page.get("/").body()).contains("<title>Orders");
        assertThat(page.get("/actuator/health").body()).contains("UP");
        assertThat(page.get("/actuator/secrets").body()).contains("orders/db");
    }
}
