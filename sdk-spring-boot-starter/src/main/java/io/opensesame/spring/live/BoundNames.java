package io.opensesame.spring.live;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;

/**
 * Notes which properties were ever bound to which {@code @ConfigurationProperties}: Boot's own record of bound
 * properties doesn't tell beans apart whose prefixes overlap. Thread-safe.
 */
final class BoundNames implements ConfigurationPropertiesBindHandlerAdvisor {
    private record Target(ConfigurationPropertyName prefix, ResolvableType type) {}

    private final Map<Target, Set<ConfigurationPropertyName>> names = new ConcurrentHashMap<>();

    /** {@return the names of all properties that were bound to that bean; a live view} */
    Set<ConfigurationPropertyName> of(ConfigurationPropertiesBean bean) {
        ConfigurationPropertyName prefix =
                ConfigurationPropertyName.of(bean.getAnnotation().prefix());
        return of(new Target(prefix, bean.asBindTarget().getType()));
    }

    private Set<ConfigurationPropertyName> of(Target target) {
        return names.computeIfAbsent(target, unknown -> ConcurrentHashMap.newKeySet());
    }

    @Override
    public BindHandler apply(BindHandler handler) {
        return new Note(handler);
    }

    /** Boot makes one for each binding. */
    private final class Note extends AbstractBindHandler {
        private @Nullable Set<ConfigurationPropertyName> bound;

        private Note(BindHandler next) {
            super(next);
        }

        @Override
        public <T> @Nullable Bindable<T> onStart(
                ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
            if (bound == null) {
                bound = of(new Target(name, target.getType()));
            }
            return super.onStart(name, target, context);
        }

        @Override
        public @Nullable Object onSuccess(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
            ConfigurationProperty property = context.getConfigurationProperty();
            if (bound != null && property != null && property.getName().equals(name)) {
                bound.add(name);
            }
            return super.onSuccess(name, target, context, result);
        }
    }
}
