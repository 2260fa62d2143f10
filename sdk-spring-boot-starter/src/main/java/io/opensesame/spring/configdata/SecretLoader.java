package io.opensesame.spring.configdata;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;
import org.springframework.context.aot.AbstractAotProcessor;

/** Loads what {@link SecretLocationResolver} began to read. */
final class SecretLoader implements ConfigDataLoader<SecretResource> {
    /** Creates the loader. */
    SecretLoader() {}

    /** {@return whether the application is processed ahead of time: then nothing is read, and nothing baked in} */
    static boolean isAheadOfTime() {
        return Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING);
    }

    @Override
    public @Nullable ConfigData load(ConfigDataLoaderContext context, SecretResource resource) {
        if (isAheadOfTime()) {
            return ConfigData.EMPTY;
        }
        ImportSession session = Objects.requireNonNull(
                ImportSession.in(context.getBootstrapContext()), "the resolver has registered a session");
        try {
            SecretPropertySource source = session.load(resource);
            // Whoever can write a secret must not choose what else is imported, or the profiles.
            return source == null
                    ? null
                    : new ConfigData(
                            List.of(source), ConfigData.Option.IGNORE_IMPORTS, ConfigData.Option.IGNORE_PROFILES);
        } catch (RuntimeException e) {
            session.closeUnlessHandedOver();
            throw e;
        }
    }
}
