package io.opensesame.spring.configdata;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.SecretsClient;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Sources of properties as an import makes them. */
public final class ImportedSecrets {
    private ImportedSecrets() {}

    /** Returns a client that calls a LocalKms. */
    public static ImportClient client(LocalKms kms) {
        return new ImportClient(OpenSesame.builder()
                .endpoint(KmsEndpoint.of(kms.endpoint()))
                .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()))
                .build());
    }

    /** Puts the properties of secrets before all others of an application, when an import would. */
    public static void addTo(SpringApplication application, ImportClient client, String... names) {
        application.addListeners(new Import(client, List.of(names)));
    }

    /** Puts the properties of secrets before all others. */
    public static void add(ConfigurableEnvironment environment, ImportClient client, String... names) {
        SecretsClient secrets = client.sesame().secrets();
        for (String name : names) {
            environment
                    .getPropertySources()
                    .addFirst(SecretPropertySource.of(
                            SecretLocation.parse("opensesame:" + name), secrets.get(name), secrets));
        }
    }

    private record Import(ImportClient client, List<String> names)
            implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE + 11; // after the listener that imports, before the one that sets up logging
        }

        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
            add(event.getEnvironment(), client, names.toArray(String[]::new));
        }
    }
}
