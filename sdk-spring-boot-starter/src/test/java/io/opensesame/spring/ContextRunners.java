package io.opensesame.spring;

import io.opensesame.localkms.LocalKms;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Contexts that are wired to a LocalKms. */
public final class ContextRunners {
    private ContextRunners() {}

    /** Returns a runner of contexts with the client's beans and no other auto-configuration. */
    public static ApplicationContextRunner connectedTo(LocalKms kms) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(OpenSesameAutoConfiguration.class))
                .withPropertyValues(properties(kms));
    }

    /** Returns what a context needs to call a LocalKms, as name=value. */
    public static String[] properties(LocalKms kms) {
        return new String[] {
            "opensesame.endpoint=" + kms.endpoint(),
            "opensesame.credentials.access-key-id=" + kms.accessKeyId(),
            "opensesame.credentials.access-key-secret=" + kms.exposeAccessKeySecret()
        };
    }
}
