package io.opensesame.spring.client;

import io.opensesame.OpenSesame;
import io.opensesame.spring.OpenSesameCustomizer;
import io.opensesame.spring.OpenSesameProperties;
import io.opensesame.spring.configdata.ImportClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * The application's client, and whether it is this one's to close: that which imported secrets is closed later, as the
 * environment reads it as long as there are beans.
 */
record ApplicationClient(OpenSesame sesame, boolean own) implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ApplicationClient.class);

    /**
     * Takes the client that imported secrets, or builds one.
     *
     * @param loader finds the customizers that are listed in {@code META-INF/spring.factories}, which come first
     * @param beans the customizers that are beans
     */
    static ApplicationClient of(
            OpenSesameProperties properties,
            @Nullable ImportClient imported,
            @Nullable ClassLoader loader,
            List<OpenSesameCustomizer> beans) {
        if (imported != null && beans.isEmpty()) {
            return new ApplicationClient(imported.sesame(), false);
        }
        if (imported != null) {
            LOGGER.info("There are two clients of KMS: one that imported secrets into the environment, and one that the"
                    + " beans of type OpenSesameCustomizer changed. For one, list the customizers in"
                    + " META-INF/spring.factories in the place of beans.");
        }
        List<OpenSesameCustomizer> customizers = new ArrayList<>(
                SpringFactoriesLoader.forDefaultResourceLocation(loader).load(OpenSesameCustomizer.class));
        customizers.addAll(beans);
        return new ApplicationClient(properties.build(customizers), true);
    }

    @Override
    public void close() {
        if (own) {
            sesame.close();
        }
    }
}
