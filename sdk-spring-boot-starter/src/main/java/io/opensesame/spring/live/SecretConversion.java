package io.opensesame.spring.live;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.converter.ConverterRegistry;
import org.springframework.core.convert.support.GenericConversionService;

/**
 * Teaches the context to convert names to handles: its own conversion service, which Boot gives it; or one that knows
 * nothing else, so that no other conversion changes; and the bean {@code conversionService}, which takes its place
 * where the application declares it.
 */
final class SecretConversion implements BeanFactoryPostProcessor, BeanPostProcessor {
    private static final Logger LOGGER = LoggerFactory.getLogger(SecretConversion.class);

    private final SecretConverter converter;

    SecretConversion(ObjectProvider<InjectedSecrets> secrets) {
        this.converter = new SecretConverter(secrets::getObject);
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        ConversionService service = beanFactory.getConversionService();
        if (service == null) {
            GenericConversionService own = new GenericConversionService();
            own.addConverter(converter);
            beanFactory.setConversionService(own);
        } else {
            teach(service);
        }
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (beanName.equals(ConfigurableApplicationContext.CONVERSION_SERVICE_BEAN_NAME)) {
            teach(bean);
        }
        return bean;
    }

    private void teach(Object service) {
        try {
            if (service instanceof ConverterRegistry registry) {
                registry.addConverter(converter);
                return;
            }
        } catch (UnsupportedOperationException e) {
            LOGGER.debug("The conversion service takes no converter", e);
        }
        if (service instanceof ConversionService) {
            LOGGER.warn("Secret<T> cannot be injected: the conversion service takes no converter");
        }
    }
}
