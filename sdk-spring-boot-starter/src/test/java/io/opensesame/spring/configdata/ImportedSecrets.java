package io.opensesame.spring.configdata;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.VersionStage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;

/** Sources of properties as an import makes them, of secrets with lines of the form {@code name=value}. */
public final class ImportedSecrets {
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
                                                value -> lines(name.replace('/', '.') + ".", value.exposeText())))));
    }

    private static Map<String, String> lines(String prefix, String text) {
        Map<String, String> lines = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int at = line.indexOf('=');
            lines.put(prefix + line.substring(0, at), line.substring(at + 1));
        });
        return lines;
    }
}
