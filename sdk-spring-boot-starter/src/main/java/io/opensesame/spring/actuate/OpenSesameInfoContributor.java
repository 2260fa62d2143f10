package io.opensesame.spring.actuate;

import io.opensesame.kms.RegionHealth;
import io.opensesame.secrets.SecretSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.core.io.ClassPathResource;

/** Tells the library's version, its endpoints, and how many secrets it follows: no names, as info is often public. */
final class OpenSesameInfoContributor implements InfoContributor {
    private static final String VERSION_FILE = "version.properties";

    private final Supplier<Map<String, ClientState>> clients;
    private final String version = version();

    OpenSesameInfoContributor(Supplier<Map<String, ClientState>> clients) {
        this.clients = clients;
    }

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("version", version);
        details.put("endpoints", endpoints());
        details.put("secrets", followed());
        builder.withDetail("opensesame", details);
    }

    private List<String> endpoints() {
        return clients.get().values().stream()
                .flatMap(client -> client.regions().stream())
                .map(RegionHealth::endpoint)
                .map(endpoint -> endpoint.authority())
                .distinct()
                .toList();
    }

    private long followed() {
        return clients.get().values().stream()
                .flatMap(client -> client.secrets().stream())
                .filter(secret -> secret.handles() > 0)
                .map(SecretSnapshot::name)
                .distinct()
                .count();
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream file = OpenSesameInfoContributor.class.getResourceAsStream(VERSION_FILE)) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            return "unknown";
        }
        return properties.getProperty("version", "unknown");
    }

    /** A native image has the files that it is told of. */
    static final class Hints implements RuntimeHintsRegistrar {
        @Override
        public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
            hints.resources().registerResource(new ClassPathResource(VERSION_FILE, OpenSesameInfoContributor.class));
        }
    }
}
