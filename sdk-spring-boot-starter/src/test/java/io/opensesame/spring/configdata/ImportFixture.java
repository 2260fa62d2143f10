package io.opensesame.spring.configdata;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.SecretsClient;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Gives a context imported secrets before it is refreshed, without Boot's processing of config data. */
public final class ImportFixture {
    private ImportFixture() {}

    /** Imports secrets that are written as lines of name=value, under no prefix. */
    public static ApplicationContextInitializer<ConfigurableApplicationContext> of(LocalKms kms, String... names) {
        return context -> {
            ImportClient client = new ImportClient(OpenSesame.builder()
                    .endpoint(KmsEndpoint.of(kms.endpoint()))
                    .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()))
                    .build());
            for (String name : names) {
                SecretLocation location = SecretLocation.parse("opensesame:" + name + "?prefix=&format=properties");
                SecretsClient secrets = client.sesame().secrets();
                context.getEnvironment()
                        .getPropertySources()
                        .addFirst(SecretPropertySource.of(location, secrets.get(name), secrets));
            }
            GenericApplicationContext generic = (GenericApplicationContext) context;
            generic.getBeanFactory().registerSingleton("importClient", client);
            generic.getDefaultListableBeanFactory().registerDisposableBean("importClient", client::close);
        };
    }
}
