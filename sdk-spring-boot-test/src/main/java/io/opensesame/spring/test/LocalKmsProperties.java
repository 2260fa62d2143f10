package io.opensesame.spring.test;

import io.opensesame.localkms.LocalKms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * The properties that make an application call a LocalKms, and the way in which its environment holds the instance.
 * What the application sets besides, and would not go with them, is empty.
 */
final class LocalKmsProperties extends EnumerablePropertySource<LocalKms> {
    private static final String NAME = "localKms";

    private static final List<String> UNSET = List.of(
            "region",
            "failover-regions",
            "failover-endpoints",
            "credentials.security-token",
            "credentials.profile",
            "credentials.ecs-role",
            "credentials.uri",
            "credentials.oidc-role.role-arn",
            "credentials.assume-role.role-arn");

    private final Map<String, String> properties = new HashMap<>();

    private LocalKmsProperties(LocalKms kms) {
        super(NAME, kms);
        UNSET.forEach(name -> properties.put("opensesame." + name, ""));
        String endpoint = kms.endpoint().toString();
        properties.put("opensesame.endpoint", endpoint);
        properties.put("opensesame.ram-endpoint", endpoint);
        properties.put("opensesame.sts-endpoint", endpoint);
        properties.put("opensesame.credentials.access-key-id", kms.accessKeyId());
        properties.put("opensesame.credentials.access-key-secret", kms.exposeAccessKeySecret());
    }

    /** Makes the environment's application call an instance. It goes before whatever the application sets. */
    static void add(LocalKms kms, ConfigurableEnvironment environment) {
        environment.getPropertySources().addFirst(new LocalKmsProperties(kms));
    }

    /** {@return the instance that an environment's application calls} */
    static Optional<LocalKms> instanceIn(ConfigurableEnvironment environment) {
        PropertySource<?> source = environment.getPropertySources().get(NAME);
        return source instanceof LocalKmsProperties properties ? Optional.of(properties.getSource()) : Optional.empty();
    }

    @Override
    public String[] getPropertyNames() {
        return properties.keySet().toArray(String[]::new);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return properties.get(name);
    }
}
