package io.opensesame.spring.live;

import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.secrets.VersionStage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.DisposableBean;

/**
 * The handles that were injected: one for each secret, stage and type, however often it is asked for; closed with the
 * context. The client is asked for when the first handle is. Thread-safe.
 */
final class InjectedSecrets implements BeanFactoryAware, DisposableBean {
    private static final String STAGE = "stage=";

    private record Key(String name, VersionStage stage, Class<?> type) {}

    private final Map<Key, Secret<?>> handles = new ConcurrentHashMap<>();
    private BeanFactory beanFactory;

    @SuppressWarnings("NullAway.Init")
    InjectedSecrets() {}

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    /**
     * Returns the handle that a text asks for.
     *
     * @param text {@code name}, or {@code name?stage=ACSPrevious}
     * @param type what its value is read as
     */
    Secret<?> handle(String text, Class<?> type) {
        int question = text.indexOf('?');
        String name = question < 0 ? text : text.substring(0, question);
        VersionStage stage = question < 0 ? VersionStage.CURRENT : stage(text.substring(question + 1), text);
        Key key = new Key(name.strip(), stage, type);
        Secret<?> known = handles.get(key);
        return known != null ? known : opened(key);
    }

    private static VersionStage stage(String option, String text) {
        if (!option.startsWith(STAGE)) {
            throw new IllegalArgumentException(
                    "a secret to inject is written name or name?stage=ACSPrevious: '" + text + "'");
        }
        return VersionStage.of(option.substring(STAGE.length()));
    }

    private Secret<?> opened(Key key) {
        Secret<?> opened = beanFactory.getBean(SecretsClient.class).secret(key.name(), key.stage(), key.type());
        Secret<?> first = handles.putIfAbsent(key, opened);
        if (first == null) {
            return opened;
        }
        opened.close();
        return first;
    }

    @Override
    public void destroy() {
        handles.values().forEach(Secret::close);
        handles.clear();
    }
}
