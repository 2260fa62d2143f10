package io.opensesame.spring.live;

import io.opensesame.spring.Live;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Makes a {@link Live} bean for each bean of {@code @ConfigurationProperties}: lazily, and at run time even where the
 * other definitions were made ahead of time, as generated code could not name a class that is not public.
 */
final class LiveBeans implements BeanDefinitionRegistryPostProcessor {
    private final Map<String, LiveValue<Object>> values = new ConcurrentHashMap<>();

    /** {@return the holder of a bean's newest value} */
    LiveValue<Object> of(String beanName) {
        return values.computeIfAbsent(beanName, LiveValue::new);
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        if (registry instanceof ConfigurableListableBeanFactory beanFactory) {
            names(beanFactory).forEach(name -> register(name, registry, beanFactory));
        }
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        // all was done when the definitions were made
    }

    /** {@return the names of all beans, one of each, that Boot binds properties to} */
    static List<String> names(ConfigurableListableBeanFactory beanFactory) {
        return Stream.of(beanFactory.getBeanDefinitionNames())
                .filter(name -> !ScopedProxyUtils.isScopedTarget(name))
                .filter(name -> {
                    BeanDefinition definition = beanFactory.getMergedBeanDefinition(name);
                    return definition.isSingleton() && !definition.isAbstract();
                })
                .filter(name -> beanFactory.findAnnotationOnBean(name, ConfigurationProperties.class, false) != null)
                .toList();
    }

    private void register(String name, BeanDefinitionRegistry registry, ConfigurableListableBeanFactory beanFactory) {
        Class<?> type = beanFactory.getType(name, false);
        String liveName = name + ".live";
        if (type != null && !registry.containsBeanDefinition(liveName)) {
            registry.registerBeanDefinition(liveName, definition(name, type, beanFactory));
        }
    }

    private RootBeanDefinition definition(String name, Class<?> type, ConfigurableListableBeanFactory beanFactory) {
        BeanDefinition followed = beanFactory.getMergedBeanDefinition(name);
        RootBeanDefinition definition = new RootBeanDefinition();
        definition.setBeanClass(LiveValue.class);
        definition.setTargetType(ResolvableType.forClassWithGenerics(LiveValue.class, ClassUtils.getUserClass(type)));
        definition.setInstanceSupplier(() -> begun(name, beanFactory));
        definition.setLazyInit(true);
        definition.setPrimary(followed.isPrimary());
        definition.setFallback(followed.isFallback());
        definition.setAutowireCandidate(followed.isAutowireCandidate());
        definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
        definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
        definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
        return definition;
    }

    private @Nullable Object begun(String name, ConfigurableListableBeanFactory beanFactory) {
        LiveValue<Object> value = of(name);
        value.begin(beanFactory.getBean(name));
        return value;
    }
}
