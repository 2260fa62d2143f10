package io.opensesame.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an IDE shows who writes application.yaml. */
class ConfigurationMetadataTest {
    private static final Map<String, JsonNode> PROPERTIES = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        JsonNode root = new ObjectMapper()
                .readTree(Path.of("target/classes/META-INF/spring-configuration-metadata.json")
                        .toFile());
        root.get("properties").forEach(each -> PROPERTIES.put(each.get("name").textValue(), each));
    }

    @Test
    void everyProperty_hasADescription() {
        assertThat(PROPERTIES)
                .hasSizeGreaterThan(60)
                .allSatisfy((name, property) -> assertThat(
                                property.path("description").asText())
                        .as(name)
                        .isNotBlank());
    }

    @Test
    void defaults_areTold() {
        assertThat(defaultOf("opensesame.enabled")).isEqualTo("true");
        assertThat(defaultOf("opensesame.cache.refresh-after")).isEqualTo("1h");
        assertThat(defaultOf("opensesame.cache.ttl-unit")).isEqualTo("seconds");
        assertThat(defaultOf("opensesame.calls.max-response-size")).isEqualTo("1MB");
        assertThat(defaultOf("opensesame.envelope.suite")).isEqualTo("aes-256-gcm");
        assertThat(defaultOf("opensesame.proxy.type")).isEqualTo("system");
    }

    @Test
    void nestedSettings_areListed() {
        assertThat(PROPERTIES)
                .containsKeys(
                        "opensesame.credentials.assume-role.role-arn",
                        "opensesame.credentials.oidc-role.token-file",
                        "opensesame.store.passphrase",
                        "opensesame.tls.client-key",
                        "opensesame.preload.secrets",
                        "opensesame.secrets");
    }

    private static String defaultOf(String name) {
        return Objects.requireNonNull(PROPERTIES.get(name), name)
                .path("defaultValue")
                .asText();
    }
}
