package io.opensesame.spring.configdata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.VersionStage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;

/** Sources of properties as an import makes them, of texts and of flat JSON. */
public final class ImportedSecrets {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ImportedSecrets() {}

    /** Returns a client that calls a LocalKms. */
    public static ImportClient client(LocalKms kms) {
        return new ImportClient(OpenSesame.builder()
                .endpoint(KmsEndpoint.of(kms.endpoint()))
                .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()))
                .build());
    }

    /** Puts the properties of secrets before all others. */
    public static void add(ConfigurableEnvironment environment, ImportClient client, String... names) {
        Stream.of(names)
                .forEach(name -> environment
                        .getPropertySources()
                        .addFirst(new SecretPropertySource(
                                "opensesame:" + name,
                                client.sesame()
                                        .secrets()
                                        .secret(
                                                name,
                                                VersionStage.CURRENT,
                                                value -> properties(name.replace('/', '.'), value.exposeText())))));
    }

    private static Map<String, String> properties(String name, String text) {
        Map<String, String> properties = new LinkedHashMap<>();
        if (text.startsWith("{")) {
            try {
                flatten(name, JSON.readTree(text), properties);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("no JSON");
            }
        } else {
            properties.put(name, text);
        }
        return properties;
    }

    private static void flatten(String name, JsonNode node, Map<String, String> properties) {
        if (node.isObject()) {
            node.properties().forEach(field -> flatten(name + "." + field.getKey(), field.getValue(), properties));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(name + "[" + i + "]", node.get(i), properties);
            }
        } else {
            properties.put(name, node.asText());
        }
    }
}
