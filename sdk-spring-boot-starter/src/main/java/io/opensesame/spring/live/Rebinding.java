package io.opensesame.spring.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindingPostProcessor;
import org.springframework.boot.context.properties.ConstructorBound;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Binds anew the properties beans that a change of secrets affects. One call at a time.
 *
 * <p>A bean is affected if a property that was bound to it, or is now, has a value that comes from them. Each is bound
 * to a fresh instance first, so that values that don't fit leave the bean as it was; then a JavaBean is bound in place,
 * and of a class that is bound by its constructor the fresh instance is shown by its holder. What was bound while the
 * environment moved on to yet another version is thrown away, so that no instance has values of two.
 */
final class Rebinding {
    private static final Logger LOGGER = LoggerFactory.getLogger(Rebinding.class);
    private static final int ATTEMPTS = 10;

    private final ConfigurableApplicationContext context;
    private final ConfigurableListableBeanFactory beanFactory;
    private final BoundNames boundNames;
    private final LiveBeans liveBeans;
    private final @Nullable CloudContext cloud;
    private @Nullable List<String> candidates;

    /** A properties bean and what it is behind a proxy. */
    private record Candidate(String name, Object bean, ConfigurationPropertiesBean description) {
        boolean boundByConstructor() {
            return description.asBindTarget().getBindMethod() == BindMethod.VALUE_OBJECT;
        }
    }

    /** Fresh instances of affected beans; and why others could not be bound. */
    private static final class Prepared {
        private final List<Candidate> inPlace = new ArrayList<>();
        private final Map<String, Object> replaced = new LinkedHashMap<>();
        private final Map<String, RuntimeException> failures = new LinkedHashMap<>();
    }

    Rebinding(
            ConfigurableApplicationContext context,
            BoundNames boundNames,
            LiveBeans liveBeans,
            @Nullable CloudContext cloud) {
        this.context = context;
        this.beanFactory = context.getBeanFactory();
        this.boundNames = boundNames;
        this.liveBeans = liveBeans;
        this.cloud = cloud;
    }

    /** Brings all that is affected to the new values, and tells who listens to it. */
    void rebind(ChangedProperties changed) {
        Prepared prepared = prepare(changed);
        if (prepared == null) {
            return;
        }
        prepared.failures.forEach(Rebinding::warn);
        prepared.replaced.forEach((name, fresh) -> liveBeans.of(name).replace(fresh));
        bindInPlace(prepared, changed.names());
        prepared.replaced.keySet().forEach(name -> liveBeans.of(name).tell());
        prepared.inPlace.forEach(bean -> liveBeans.of(bean.name()).tell());
        if (cloud != null) {
            guarded("refreshing the scope of Spring Cloud", cloud::refreshScope);
        }
    }

    /** Returns null if the environment doesn't come to rest: each change that comes in between is followed in turn. */
    private @Nullable Prepared prepare(ChangedProperties changed) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<String> before = changed.versionIds();
            Prepared prepared = new Prepared();
            for (String name : candidates()) {
                Candidate candidate = candidate(name);
                if (candidate != null) {
                    prepare(candidate, changed, prepared);
                }
            }
            if (before.equals(changed.versionIds())) {
                return prepared;
            }
        }
        return null;
    }

    private void prepare(Candidate candidate, ChangedProperties changed, Prepared prepared) {
        if (candidate.bean() instanceof DataSource) {
            if (affected(candidate, changed)) {
                LOGGER.debug(
                        "Bean '{}' is a pool, which cannot be changed after its start: left as it is",
                        candidate.name());
            }
            return;
        }
        try {
            Object fresh = affected(candidate, changed) ? fresh(candidate) : null;
            if (fresh == null && mayGain(candidate, changed)) {
                Object trial = fresh(candidate);
                fresh = affected(candidate, changed) ? trial : null;
            }
            if (fresh != null && candidate.boundByConstructor()) {
                prepared.replaced.put(candidate.name(), fresh);
            } else if (fresh != null) {
                prepared.inPlace.add(candidate);
            }
        } catch (RuntimeException e) {
            prepared.failures.put(candidate.name(), e);
        }
    }

    private boolean affected(Candidate candidate, ChangedProperties changed) {
        Set<ConfigurationPropertyName> bound = boundNames.of(candidate.description());
        return bound.stream().anyMatch(changed::contain);
    }

    private boolean mayGain(Candidate candidate, ChangedProperties changed) {
        return changed.addTo(candidate.description().getAnnotation().prefix(), boundNames.of(candidate.description()));
    }

    /** Binds to a new instance, by Boot's own ways: a failure leaves the bean untouched. */
    private Object fresh(Candidate candidate) {
        Class<?> type = ClassUtils.getUserClass(candidate.bean());
        if (candidate.boundByConstructor()) {
            return ConstructorBound.from(beanFactory, candidate.name(), type);
        }
        Object instance = beanFactory.autowire(type, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);
        return bind(instance, candidate.name());
    }

    private Object bind(Object instance, String beanName) {
        return beanFactory
                .getBean(
                        ConfigurationPropertiesBindingPostProcessor.BEAN_NAME,
                        ConfigurationPropertiesBindingPostProcessor.class)
                .postProcessBeforeInitialization(instance, beanName);
    }

    private void bindInPlace(Prepared prepared, Set<String> names) {
        // Spring Cloud binds every bean, in place and without a trial: not where that is known to fail.
        boolean left = cloud != null && cloud.rebindsBeans() && prepared.failures.isEmpty();
        if (!left) {
            for (Candidate candidate : prepared.inPlace) {
                try {
                    bind(candidate.bean(), candidate.name());
                } catch (RuntimeException e) {
                    warn(candidate.name(), e);
                }
            }
        }
        if (cloud != null && !names.isEmpty() && (left || !cloud.rebindsBeans())) {
            guarded("telling Spring Cloud of changed properties", () -> cloud.environmentChanged(names));
        }
    }

    private static void guarded(String step, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOGGER.warn("Failed at {}: {}", step, BindFailures.describe(e));
        }
    }

    private static void warn(String beanName, RuntimeException e) {
        LOGGER.warn(
                "Bean '{}' keeps its values, as those of a secret's new version don't fit: {}",
                beanName,
                BindFailures.describe(e));
    }

    private List<String> candidates() {
        List<String> known = candidates;
        if (known == null) {
            known = LiveBeans.names(beanFactory);
            candidates = known;
        }
        return known;
    }

    /** Returns a bean that exists; one that is made later gets the new values by itself. */
    private @Nullable Candidate candidate(String name) {
        Object singleton = beanFactory.getSingleton(name);
        if (singleton == null) {
            return null;
        }
        Object target = AopProxyUtils.getSingletonTarget(singleton);
        Object bean = target == null ? singleton : target;
        ConfigurationPropertiesBean description = ConfigurationPropertiesBean.get(context, bean, name);
        return description == null ? null : new Candidate(name, bean, description);
    }
}
