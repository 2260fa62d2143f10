package io.opensesame.spring.ssl;

import io.opensesame.secrets.SecretsClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundleRegistry;

/** Registers the bundles that the properties name, and keeps them at the newest versions of their secrets. */
final class SecretSslBundles implements SslBundleRegistrar, DisposableBean {
    /** Asked only if there is a bundle, so that the client may itself depend on Spring Boot's bundles. */
    private final ObjectProvider<SecretsClient> secrets;

    private final SecretSslProperties properties;
    private final List<SecretSslBundle> bundles = new CopyOnWriteArrayList<>();

    SecretSslBundles(ObjectProvider<SecretsClient> secrets, SecretSslProperties properties) {
        this.secrets = secrets;
        this.properties = properties;
    }

    @Override
    public void registerBundles(SslBundleRegistry registry) {
        properties.bundle().forEach((name, settings) -> {
            SecretSslBundle bundle = new SecretSslBundle(name, settings, secrets.getObject());
            bundles.add(bundle);
            bundle.register(registry);
        });
    }

    @Override
    public void destroy() {
        bundles.forEach(SecretSslBundle::close);
    }
}
