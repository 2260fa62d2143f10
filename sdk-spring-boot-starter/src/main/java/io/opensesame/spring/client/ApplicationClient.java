package io.opensesame.spring.client;

import io.opensesame.OpenSesame;
import io.opensesame.spring.OpenSesameCustomizer;
import io.opensesame.spring.OpenSesameProperties;
import io.opensesame.spring.configdata.ImportClient;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's client, and whether it is this one's to close: that which imported secrets is closed later, as the
 * environment reads it as long as there are beans.
 */
record ApplicationClient(OpenSesame sesame, boolean own) implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ApplicationClient.class);

    static ApplicationClient of(
            OpenSesameProperties properties, @Nullable ImportClient imported, List<OpenSesameCustomizer> customizers) {
        if (imported != null && customizers.isEmpty()) {
            return new ApplicationClient(imported.sesame(), false);
        }
        if (imported != null) {
            LOGGER.info("There are two clients of KMS: one that imported secrets into the environment, and one that the"
                    + " beans of type OpenSesameCustomizer changed. For one, list the customizers in"
                    + " META-INF/spring.factories in the place of beans.");
        }
        return new ApplicationClient(properties.build(customizers), true);
    }

    @Override
    public void close() {
        if (own) {
            sesame.close();
        }
    }
}
