package io.opensesame.spring.live;

import io.opensesame.spring.configdata.SecretPropertySource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * The secrets that give properties to the environment, and what each gave when it was last looked at: names and a
 * version id, never a value. The first look is before there are beans, so that a change while they are made is noticed.
 */
final class ImportedSecrets implements BeanFactoryPostProcessor, EnvironmentAware {
    private record Given(String versionId, Set<String> names) {}

    private final Map<SecretPropertySource, Given> lastSeen = new ConcurrentHashMap<>();
    private List<SecretPropertySource> sources = List.of();

    @Override
    public void setEnvironment(Environment environment) {
        if (environment instanceof ConfigurableEnvironment configurable) {
            sources = SecretPropertySource.in(configurable)
                    .filter(source -> !source.isPinned())
                    .toList();
        }
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        sources.forEach(this::look);
    }

    /** {@return whether properties come from that secret} */
    boolean contains(SecretKey secret) {
        return sources.stream().anyMatch(source -> key(source).equals(secret));
    }

    /** {@return the changes since the last look} */
    List<VersionChange> changes() {
        List<VersionChange> changes = new ArrayList<>();
        for (SecretPropertySource source : sources) {
            Given before = lastSeen.get(source);
            String now = source.versionId().orElse("");
            if (before != null && !now.equals(before.versionId())) {
                changes.add(new VersionChange(key(source), before.versionId(), now));
            }
        }
        return changes;
    }

    /** Looks at a secret anew, and returns its sources that have changed, with the names of what each gives or gave. */
    Map<SecretPropertySource, Set<String>> look(SecretKey secret) {
        Map<SecretPropertySource, Set<String>> changed = new HashMap<>();
        for (SecretPropertySource source : sources) {
            if (key(source).equals(secret)) {
                Given before = lastSeen.get(source);
                Given now = look(source);
                if (before == null || !before.versionId().equals(now.versionId())) {
                    Set<String> names = new TreeSet<>(now.names());
                    names.addAll(before == null ? Set.of() : before.names());
                    changed.put(source, names);
                }
            }
        }
        return changed;
    }

    /** {@return whether, at the last look, the environment kept another version, as it cannot read the new one} */
    boolean lagsBehind(VersionChange change) {
        return sources.stream()
                .filter(source -> key(source).equals(change.secret()))
                .map(lastSeen::get)
                .anyMatch(seen -> seen != null && !seen.versionId().equals(change.versionId()));
    }

    private Given look(SecretPropertySource source) {
        // The version first: if another comes in between, its own event makes us look again.
        String versionId = source.versionId().orElse("");
        Given now = new Given(versionId, Set.of(source.getPropertyNames()));
        lastSeen.put(source, now);
        return now;
    }

    private static SecretKey key(SecretPropertySource source) {
        return new SecretKey(source.secretName(), source.stage());
    }
}
