package io.opensesame.spring.configdata;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.SecretsClient;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;

/** Imports without an application. */
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
        SecretsClient secrets = client.sesame().secrets();
        Stream.of(names)
                .map(name -> SecretLocation.parse(SecretLocation.SCHEME + name))
                .map(wanted -> SecretPropertySource.of(wanted, secrets.get(wanted.name()), secrets))
                .forEach(environment.getPropertySources()::addFirst);
    }
}
