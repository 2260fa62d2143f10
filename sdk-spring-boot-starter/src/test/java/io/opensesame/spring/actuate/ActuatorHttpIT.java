package io.opensesame.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opensesame.OpenSesame;
import io.opensesame.localkms.LocalKms;
import io.opensesame.spring.ContextRunners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * A whole application, with imported secrets of each format bound in each way, seen through its endpoints and its log.
 */
@ExtendWith(OutputCaptureExtension.class)
class ActuatorHttpIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String MASK = "******";
    private static final String KEY =
            "-----BEGIN PRIVATE KEY-----\nMIIEcanaryKeyLine1\nMIIEcanaryKeyLine2\n-----END PRIVATE KEY-----\n";

    /** Everything that must be seen nowhere. */
    private static final List<String> CANARIES = List.of(
            "canary-user",
            "canary-password",
            "54321",
            "4711s",
            "canary-host-1",
            "canary-host-2",
            "canary-api-key",
            "canary-properties",
            "canary-yaml",
            "MIIEcanaryKeyLine1",
            "canary-copied");

    private static LocalKms kms;
    private static ConfigurableApplicationContext context;
    private static String log;

    @BeforeAll
    static void start(CapturedOutput output) {
        kms = LocalKms.start();
        kms.createSecret("orders/db", """
                {"username": "canary-user", "password": "canary-password", "port": 54321, "timeout": "4711s",
                 "hosts": ["canary-host-1", "canary-host-2"], "tls": {"enabled": true}}""");
        kms.createSecret("payments/api-key", "canary-api-key");
        kms.createSecret("legacy/settings", "api.password=canary-properties\nmode=fast\n");
        kms.createSecret("reports/settings", "mail:\n  password: canary-yaml\n");
        kms.createSecret("signing/key", KEY);
        List<String> arguments = new ArrayList<>(List.of(ContextRunners.properties(kms)));
        arguments.addAll(List.of(
                "spring.config.import=opensesame:orders/db,opensesame:payments/api-key,"
                        + "opensesame:legacy/settings?format=properties,opensesame:reports/settings?format=yaml,"
                        + "opensesame:signing/key?format=text",
                "server.port=0",
                "debug=true",
                "logging.level.root=DEBUG",
                "spring.jmx.enabled=true",
                "spring.main.banner-mode=off",
                "spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "management.endpoints.web.exposure.include=*",
                "management.endpoints.jmx.exposure.include=*",
                "management.endpoint.secrets.access=unrestricted",
                "management.endpoint.env.show-values=always",
                "management.endpoint.configprops.show-values=always",
                "management.endpoint.health.show-details=always",
                "management.endpoint.health.group.readiness.include=readinessState,opensesame",
                "management.endpoint.health.probes.enabled=true",
                "management.info.opensesame.enabled=true",
                "management.info.env.enabled=true",
                "app.url=jdbc:postgresql://${app.hosts[0]}:${orders.db.port}/x?password=${orders.db.password}",
                "app.timeout=${orders.db.timeout}",
                "app.hosts[0]=${orders.db.hosts[0]}",
                "app.indirect=${app.timeout}",
                "app.plain=shown"));
        context = new SpringApplication(Application.class)
                .run(arguments.stream().map(each -> "--" + each).toArray(String[]::new));
        log = output.getAll();
        LoggingSystem.get(ActuatorHttpIT.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    }

    @AfterAll
    static void stop() {
        context.close();
        kms.close();
    }

    @Test
    void log_startAtDebug_hasNoValue() {
        assertThat(log).contains("CONDITIONS EVALUATION REPORT").contains("DEBUG");
        assertClean("the log", log);
    }

    @Test
    void endpoints_allOfThem_showNoValue() throws Exception {
        JsonNode links = json(get("/actuator")).get("_links");
        assertThat(links.properties().stream().map(Map.Entry::getKey))
                .contains(
                        "env", "env-toMatch", "configprops", "configprops-prefix", "secrets", "secrets-name", "beans");

        for (Map.Entry<String, JsonNode> link : links.properties()) {
            String href = link.getValue().get("href").asText();
            if (link.getKey().equals("heapdump")) {
                continue;
            }
            for (String url :
                    link.getValue().get("templated").asBoolean() ? selected(link.getKey(), href) : List.of(href)) {
                assertClean(url, get(URI.create(url)).body());
            }
        }
    }

    /** Returns all addresses of an endpoint with a selector. */
    private static List<String> selected(String endpoint, String template) throws Exception {
        Stream<String> names = switch (endpoint) {
            case "env-toMatch" -> propertyNames();
            case "configprops-prefix" ->
                fields(json(get("/actuator/configprops")).get("contexts"), "prefix");
            case "metrics-requiredMetricName" ->
                elements(json(get("/actuator/metrics")).get("names"));
            case "secrets-name" -> Stream.of("orders/db", "payments/api-key");
            case "health-path" -> Stream.of("opensesame", "readiness");
            case "loggers-name" -> Stream.of("ROOT", "io.opensesame");
            default -> Stream.of("any");
        };
        return names.map(name -> template.replaceAll("\\{.*}", Matcher.quoteReplacement(encoded(name))))
                .toList();
    }

    private static String encoded(String path) {
        try {
            return new URI(null, null, path, null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Those of the JVM and the machine are all in the answer without a selector. */
    private static Stream<String> propertyNames() throws Exception {
        Set<String> names = new TreeSet<>();
        for (JsonNode source : json(get("/actuator/env")).get("propertySources")) {
            if (!source.get("name").asText().startsWith("system")) {
                source.path("properties").fieldNames().forEachRemaining(names::add);
            }
        }
        return names.stream();
    }

    @Test
    void env_propertiesOfAllKinds_areMaskedAsFarAsNeeded() throws Exception {
        assertThat(env("orders.db.password")).isEqualTo(MASK);
        assertThat(env("orders.db.tls.enabled")).isEqualTo(MASK);
        assertThat(env("app.url")).isEqualTo(MASK);
        assertThat(env("app.timeout")).isEqualTo(MASK);
        assertThat(env("app.indirect")).isEqualTo(MASK);
        assertThat(env("opensesame.credentials.access-key-secret")).isEqualTo(MASK);
        assertThat(env("opensesame.credentials.access-key-id")).isEqualTo(kms.accessKeyId());
        assertThat(env("spring.config.import")).contains("opensesame:orders/db");
        assertThat(env("app.plain")).isEqualTo("shown");
        assertThat(env("spring.jmx.enabled")).isEqualTo("true");
    }

    @Test
    void configprops_beansBoundInAllWays_areMasked() throws Exception {
        JsonNode beans = json(get("/actuator/configprops"))
                .get("contexts")
                .elements()
                .next()
                .get("beans");

        assertThat(properties(beans, "orders.db").get("password").asText()).isEqualTo(MASK);
        assertThat(properties(beans, "orders.db").get("port").asText()).isEqualTo(MASK);
        assertThat(properties(beans, "orders.db").get("hosts").get(1).asText()).isEqualTo(MASK);
        assertThat(properties(beans, "app").get("timeout").asText()).isEqualTo(MASK);
        assertThat(properties(beans, "app").get("hosts").get(0).asText()).isEqualTo(MASK);
        assertThat(properties(beans, "app").get("plain").asText()).isEqualTo("shown");
        assertThat(properties(beans, "copy").get("key").asText()).isEqualTo(MASK);
        assertThat(properties(beans, "copy").get("sentence").asText()).isEqualTo("the key is " + MASK + "!");
    }

    @Test
    void env_afterRotation_masksTheOldValueToo() throws Exception {
        String name = "payments/api-key";
        kms.putSecretValue(name, "canary-second-key");
        assertThat(post("/actuator/secrets/" + name).statusCode()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(context.getEnvironment().getProperty("payments.api-key"))
                .isEqualTo("canary-second-key"));

        assertThat(get("/actuator/configprops/copy").body())
                .doesNotContain("canary-api-key", "canary-second-key")
                .contains("the key is " + MASK + "!");
    }

    @Test
    void health_application_isUpInTheReadinessGroupToo() throws Exception {
        JsonNode health = json(get("/actuator/health/opensesame"));

        assertThat(health.get("status").asText()).isEqualTo("UP");
        assertThat(health.get("details").get("regions").get(0).get("endpoint").asText())
                .isEqualTo(kms.endpoint().getAuthority());
        JsonNode readiness = json(get("/actuator/health/readiness"));
        assertThat(readiness.get("status").asText()).isEqualTo("UP");
        assertThat(readiness.get("components").has("opensesame")).isTrue();
    }

    @Test
    void readiness_secretInUseIsGone_isOutOfService() throws Exception {
        String name = "orders/gone";
        kms.createSecret(name, "canary-password");
        try (var handle = context.getBean(OpenSesame.class).secrets().secret(name)) {
            kms.deleteSecret(name);
            HttpResponse<String> refused = post("/actuator/secrets/" + name);

            assertThat(refused.statusCode()).isEqualTo(502);
            assertThat(json(refused).get("outcome").asText()).isEqualTo("REFUSED");
            assertThat(json(refused).get("failure").asText()).contains(handle.name());
            assertThat(json(refused).get("secrets").get(0).get("state").asText())
                    .isEqualTo("FAILED");
            assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(json(get("/actuator/health/opensesame"))
                            .get("details")
                            .get("lost")
                            .get(0)
                            .get("name")
                            .asText())
                    .isEqualTo(name);
        }
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void secrets_all_tellsWhatIsKnown() throws Exception {
        JsonNode secrets = json(get("/actuator/secrets")).get("secrets");

        assertThat(elements(secrets, "name")).contains("orders/db", "payments/api-key", "signing/key");
    }

    @Test
    void secrets_oneByName_tellsWhatIsKnown() throws Exception {
        JsonNode secrets = json(get("/actuator/secrets/orders/db")).get("secrets");

        assertThat(secrets).hasSize(1);
        JsonNode secret = secrets.get(0);
        assertThat(secret.get("stage").asText()).isEqualTo("ACSCurrent");
        assertThat(secret.get("state").asText()).isEqualTo("FRESH");
        assertThat(secret.get("versionId").asText()).isNotEmpty();
        assertThat(secret.get("handles").asInt()).isPositive();
        assertThat(Duration.parse(secret.get("age").asText())).isBetween(Duration.ZERO, Duration.ofMinutes(5));
        assertThat(Instant.parse(secret.get("loadedAt").asText()))
                .isBefore(Instant.parse(secret.get("nextRefresh").asText()))
                .isBefore(Instant.parse(secret.get("servedUntil").asText()));
        assertThat(secret.has("client")).isFalse();
        assertThat(secret.has("lastFailure")).isFalse();
    }

    @Test
    void secrets_unknownName_isNotFoundAndNotAskedFor() throws Exception {
        long before = kms.requestCount("GetSecretValue");

        assertThat(get("/actuator/secrets/not/there").statusCode()).isEqualTo(404);
        assertThat(post("/actuator/secrets/not/there").statusCode()).isEqualTo(404);

        assertThat(kms.requestCount("GetSecretValue")).isEqualTo(before);
    }

    @Test
    void secrets_byJmx_tellsAndRefreshes() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName endpoint = server.queryNames(
                        new ObjectName("org.springframework.boot:type=Endpoint,name=Secrets,*"), null)
                .iterator()
                .next();

        assertThat(server.invoke(endpoint, "secrets", new Object[0], new String[0])
                        .toString())
                .contains("orders/db")
                .doesNotContain(CANARIES);
        assertThat(server.invoke(endpoint, "refresh", new Object[] {new String[] {"orders", "db"}}, new String[] {
                            String[].class.getName()
                        })
                        .toString())
                .contains("REFRESHED");
    }

    @Test
    void info_opensesame_countsSecrets() throws Exception {
        assertThat(json(get("/actuator/info")).get("opensesame").get("secrets").asInt())
                .isGreaterThanOrEqualTo(5);
    }

    private static void assertClean(String where, String text) {
        assertThat(text).as(where).doesNotContain(CANARIES).doesNotContain(kms.exposeAccessKeySecret());
    }

    private static String env(String name) throws Exception {
        return json(get("/actuator/env/" + name)).get("property").get("value").asText();
    }

    private static JsonNode properties(JsonNode beans, String prefix) {
        for (JsonNode bean : beans) {
            if (bean.get("prefix").asText().equals(prefix)) {
                return bean.get("properties");
            }
        }
        throw new AssertionError("no bean with the prefix " + prefix);
    }

    private static Stream<String> fields(JsonNode node, String field) {
        return node.findValuesAsText(field).stream();
    }

    private static Stream<String> elements(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts.stream();
    }

    private static Stream<String> elements(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.get(field).asText()));
        return texts.stream();
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private static HttpResponse<String> get(String path) {
        return get(address(path));
    }

    private static HttpResponse<String> get(URI address) {
        return send(HttpRequest.newBuilder(address));
    }

    private static HttpResponse<String> post(String path) {
        return send(HttpRequest.newBuilder(address(path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static URI address(String path) {
        return URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @ConfigurationProperties("orders.db")
    record OrdersProperties(String username, String password, int port, Duration timeout, List<String> hosts) {}

    @ConfigurationProperties("app")
    static class AppProperties {
        private String url = "";
        private Duration timeout = Duration.ZERO;
        private List<String> hosts = new ArrayList<>();
        private String plain = "";

        public String getUrl() {
            return url;
        }

        public void setUrl(String url) {
            this.url = url;
        }

        public Duration getTimeout() {
            return timeout;
        }

        public void setTimeout(Duration timeout) {
            this.timeout = timeout;
        }

        public List<String> getHosts() {
            return hosts;
        }

        public void setHosts(List<String> hosts) {
            this.hosts = hosts;
        }

        public String getPlain() {
            return plain;
        }

        public void setPlain(String plain) {
            this.plain = plain;
        }
    }

    /** Holds what no property says that it comes from a secret. */
    @ConfigurationProperties("copy")
    record CopyProperties(String key, String sentence) {}

    @EnableAutoConfiguration
    @EnableConfigurationProperties({OrdersProperties.class, AppProperties.class})
    static class Application {
        @Bean
        CopyProperties copy(@Value("${payments.api-key}") String key) {
            return new CopyProperties(key, "the key is " + key + "!");
        }
    }
}
