package io.opensesame.spring.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;

/** Makes what {@link LocalKmsTest} asks for part of the key by which contexts are cached. */
final class LocalKmsContextCustomizerFactory implements ContextCustomizerFactory {
    /** Creates the factory. */
    LocalKmsContextCustomizerFactory() {}

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
        return Seeds.of(testClass).map(LocalKmsContextCustomizer::new).orElse(null);
    }
}
