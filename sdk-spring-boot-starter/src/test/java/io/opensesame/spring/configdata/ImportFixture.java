package io.opensesame.spring.configdata;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.VersionStage;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
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
                Secret<Map<String, String>> secret =
                        client.sesame().secrets().secret(name, VersionStage.CURRENT, ImportFixture::properties);
                context.getEnvironment().getPropertySources().addFirst(new SecretPropertySource(name, secret));
            }
            GenericApplicationContext generic = (GenericApplicationContext) context;
            generic.getBeanFactory().registerSingleton("importClient", client);
            generic.getDefaultListableBeanFactory().registerDisposableBean("importClient", client::close);
        };
    }

    private static Map<String, String> properties(SecretValue value) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(value.exposeText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> map = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }
}
