package io.opensesame.spring.ssl;

import io.opensesame.secrets.SecretsClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundleRegistry;

/** Registers the bundles that the properties name, and keeps them at the newest versions of their secrets. */
final class SecretSslBundles implements SslBundleRegistrar, DisposableBean {
    private final SecretsClient secrets;
    private final SecretSslProperties properties;
    private final List<SecretSslBundle> bundles = new CopyOnWriteArrayList<>();

    SecretSslBundles(SecretsClient secrets, SecretSslProperties properties) {
        this.secrets = secrets;
        this.properties = properties;
    }

    @Override
    public void registerBundles(SslBundleRegistry registry) {
        properties.bundle().forEach((name, settings) -> {
            SecretSslBundle bundle = new SecretSslBundle(name, settings, secrets);
            bundles.add(bundle);
            bundle.register(registry);
        });
    }

    @Override
    public void destroy() {
        bundles.forEach(SecretSslBundle::close);
    }
}
