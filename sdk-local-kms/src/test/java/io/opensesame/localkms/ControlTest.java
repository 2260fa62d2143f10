package io.opensesame.localkms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.localkms.fault.ActiveFault;
import io.opensesame.localkms.fault.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The control endpoint, by raw requests: an HTTP client would not let a test lie in Host. */
class ControlTest {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private LocalKms kms;
    private SigningClient client;
    private String method = "POST";

    @BeforeEach
    void start() {
        kms = LocalKms.builder().controlEndpoint().start();
        client = new SigningClient(kms);
        headers.put("Host", "localhost:" + kms.endpoint().getPort());
        headers.put("Content-Type", "application/json");
        headers.put("Authorization", "Bearer " + kms.exposeControlToken());
        headers.put("Connection", "close");
    }

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void clockAdvance_movesTheClock() throws Exception {
        Instant before = kms.clock().instant();

        Answer answer = control("clock/advance", "{\"duration\":\"PT2H\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(kms.clock().instant()).isAfterOrEqualTo(before.plus(Duration.ofHours(2)));
    }

    @Test
    void secrets_areCreatedUpdatedAndDeleted() throws Exception {
        control("secrets/create", "{\"name\":\"orders/db\",\"value\":\"one\"}");
        assertThat(client.getSecretValue("orders/db").text("SecretData")).isEqualTo("one");

        control("secrets/put", "{\"name\":\"orders/db\",\"value\":\"two\"}");
        assertThat(client.getSecretValue("orders/db").text("SecretData")).isEqualTo("two");

        control("secrets/delete", "{\"name\":\"orders/db\"}");
        assertThat(client.getSecretValue("orders/db").code()).isEqualTo("Forbidden.ResourceNotFound");
    }

    @Test
    void faults_ofEveryType_areAdded() throws Exception {
        for (String fault : new String[] {
            "{\"type\":\"delay\",\"duration\":\"PT0.001S\",\"operation\":\"GetSecretValue\",\"probability\":0.5,\"times\":2}",
            "{\"type\":\"error\",\"status\":503,\"code\":\"C\",\"message\":\"M\"}",
            "{\"type\":\"connectionDropped\"}",
            "{\"type\":\"truncatedBody\"}",
            "{\"type\":\"throttle\",\"requestsPerSecond\":3}",
            "{\"type\":\"outage\"}",
            "{\"type\":\"outage\",\"service\":\"RAM\"}"
        }) {
            assertThat(control("faults/add", fault).status()).as(fault).isEqualTo(200);
        }
        control("faults/clear", "{}");
        control("faults/add", "{\"type\":\"error\",\"status\":503,\"code\":\"Struck\",\"message\":\"\",\"times\":1}");

        assertThat(client.call("ListSecrets", Map.of()).code()).isEqualTo("Struck");
        assertThat(client.call("ListSecrets", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void fault_ofOneService_sparesTheOthers() throws Exception {
        control("faults/add", "{\"type\":\"outage\",\"service\":\"RAM\"}");

        assertThat(client.call("ListSecrets", Map.of()).status()).isEqualTo(200);
        assertThat(control("faults/add", "{\"type\":\"outage\",\"service\":\"OSS\"}")
                        .json()
                        .get("Message")
                        .asText())
                .contains("[KMS, RAM, STS]", "OSS");
    }

    @Test
    void outage_doesNotCutTheControlEndpointOff() throws Exception {
        ActiveFault outage = kms.faults().add(Fault.outage());

        assertThat(control("faults/clear", "{}").status()).isEqualTo(200);
        assertThat(client.call("ListSecrets", Map.of()).status()).isEqualTo(200);
        assertThat(outage.timesStruck()).isZero();
    }

    @Test
    void badArguments_areRefusedWithTheRule() throws Exception {
        assertRefused(control("clock/advance", "{\"duration\":\"2 hours\"}"), 400, "InvalidParameter");
        assertRefused(control("clock/advance", "{\"duration\":\"PT2000000000000H\"}"), 400, "InvalidParameter");
        assertRefused(control("clock/advance", "{}"), 400, "InvalidParameter");
        assertRefused(control("faults/add", "{\"type\":\"earthquake\"}"), 400, "InvalidParameter");
        assertRefused(control("faults/add", "{\"type\":\"throttle\"}"), 400, "InvalidParameter");
        assertRefused(control("faults/add", "{\"type\":\"outage\",\"operation\":\"A\"}"), 400, "InvalidParameter");
        assertRefused(control("secrets/delete", "{\"name\":\"nothing\"}"), 400, "InvalidParameter");
        assertRefused(control("no/such", "{}"), 404, "InvalidApi.NotFound");
        assertRefused(control("clock/advance", "[]"), 400, "InvalidParameter");
        assertRefused(control("clock/advance", "{\"duration\":"), 400, "InvalidParameter");
    }

    @Test
    void token_missingOrWrong_isRefused() throws Exception {
        headers.remove("Authorization");
        assertRefused(advance(), 401, "Unauthorized");
        headers.put("Authorization", "Bearer " + kms.exposeControlToken() + "x");
        assertRefused(advance(), 401, "Unauthorized");
        headers.put("Authorization", kms.exposeControlToken());
        assertRefused(advance(), 401, "Unauthorized");
    }

    @Test
    void host_ofARebindingName_isRefused() throws Exception {
        int port = kms.endpoint().getPort();
        for (String host : new String[] {
            "evil.example:" + port,
            "localhost.evil.example:" + port,
            "localhost",
            "localhost:1",
            "127.0.0.2:" + port,
            "",
            "localhost:" + port + ".evil.example"
        }) {
            headers.put("Host", host);

            assertRefused(advance(), 403, "Forbidden.Host");
        }
        for (String host : new String[] {"127.0.0.1:" + port, "[::1]:" + port, "LOCALHOST:" + port}) {
            headers.put("Host", host);

            assertThat(advance().status()).as(host).isEqualTo(200);
        }
    }

    @Test
    void origin_ofAnotherPage_isRefused() throws Exception {
        for (String origin :
                new String[] {"http://evil.example", "null", "http://localhost.evil.example", "file://", ""}) {
            headers.put("Origin", origin);

            assertRefused(advance(), 403, "Forbidden.Origin");
        }
        headers.put("Origin", "http://localhost:3000");

        assertThat(advance().status()).isEqualTo(200);
    }

    @Test
    void contentType_thatAFormCanSend_isRefused() throws Exception {
        for (String type :
                new String[] {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""}) {
            headers.put("Content-Type", type);

            assertRefused(advance(), 415, "UnsupportedMediaType");
        }
    }

    @Test
    void method_otherThanPost_isRefused_preflightsIncluded() throws Exception {
        for (String other : new String[] {"GET", "OPTIONS", "PUT"}) {
            method = other;

            Answer answer = advance();

            assertRefused(answer, 403, "UnsupportedHTTPMethod");
            assertThat(answer.head()).doesNotContainIgnoringCase("Access-Control-Allow");
        }
    }

    private Answer advance() throws IOException {
        return control("clock/advance", "{\"duration\":\"PT1S\"}");
    }

    private Answer control(String operation, String body) throws IOException {
        StringBuilder request = new StringBuilder(method + " /-/control/" + operation + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        request.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body);
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), kms.endpoint().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            return new Answer(answer.substring(0, end), SigningClient.JSON.readTree(answer.substring(end + 4)));
        }
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.json().path("Code").asText()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }

    private record Answer(String head, JsonNode json) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }
    }
}
