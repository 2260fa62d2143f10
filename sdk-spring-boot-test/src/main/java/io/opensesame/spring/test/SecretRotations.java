package io.opensesame.spring.test;

import io.opensesame.OpenSesame;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.SecretSnapshot;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.secrets.VersionStage;
import io.opensesame.spring.SecretChangedEvent;
import io.opensesame.spring.configdata.ImportClient;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.Ordered;

/**
 * Rotates secrets of the {@code LocalKms} of a test, and waits until the application has taken the new version up.
 * Thread-safe.
 *
 * <p>The application has it when its {@link SecretChangedEvent} was published: properties have new values then, and the
 * beans that are bound to them were bound anew. A bean of a context with {@link LocalKmsTest}.
 */
public final class SecretRotations {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final LocalKms kms;
    private final ConfigurableApplicationContext context;
    private final Set<String> toldVersionIds = new HashSet<>();

    /** Held for a whole rotation: of versions that follow each other fast, an application hears of the last alone. */
    private final Object oneAtATime = new Object();

    SecretRotations(LocalKms kms, ConfigurableApplicationContext context) {
        this.kms = kms;
        this.context = context;
    }

    /**
     * Gives a secret a new value, and waits until the application has it.
     *
     * @param name name of a secret that is there
     * @param value the new value, in plain text
     * @return id of the new version
     * @throws IllegalArgumentException if there is no such secret, or KMS refuses the value
     * @throws IllegalStateException if the application holds the secret but has not taken the new version up within ten
     *     seconds
     */
    public String rotate(String name, String value) {
        synchronized (oneAtATime) {
            return followed(name, kms.putSecretValue(name, value));
        }
    }

    /**
     * Lets KMS rotate a secret that rotates by itself, such as a RAM secret, and waits until the application has the
     * new version.
     *
     * @param name name of the secret
     * @return id of the new version
     * @throws IllegalArgumentException if there is no such secret, or it does not rotate by itself
     * @throws IllegalStateException if the application holds the secret but has not taken the new version up within ten
     *     seconds
     */
    public String rotateNow(String name) {
        synchronized (oneAtATime) {
            return followed(name, kms.rotateNow(name));
        }
    }

    private String followed(String name, String versionId) {
        boolean held = false;
        for (SecretsClient client : clients()) {
            for (String asked : namesHeld(client, name)) {
                client.refresh(asked);
                held = true;
            }
        }
        if (held && context.getEnvironment().getProperty("opensesame.live.enabled", Boolean.class, true)) {
            awaitTold(name, versionId);
        }
        return versionId;
    }

    /** The client that imports, and that of the beans, which may be one. */
    private Set<SecretsClient> clients() {
        Set<SecretsClient> clients = Collections.newSetFromMap(new IdentityHashMap<>());
        Stream.concat(
                        context.getBeanProvider(ImportClient.class).stream().map(ImportClient::sesame),
                        context.getBeanProvider(OpenSesame.class).stream())
                .map(OpenSesame::secrets)
                .forEach(clients::add);
        return clients;
    }

    /** The names by which a client was asked for a secret's current version: its name, its ARN, or both. */
    private static Set<String> namesHeld(SecretsClient client, String name) {
        Set<String> names = new HashSet<>();
        for (SecretSnapshot secret : client.snapshot()) {
            boolean same = secret.name().equals(name) || secret.name().endsWith(":secret/" + name);
            if (same
                    && secret.stage().filter(VersionStage.CURRENT::equals).isPresent()
                    && secret.versionId().isPresent()) {
                names.add(secret.name());
            }
        }
        return names;
    }

    private void awaitTold(String name, String versionId) {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        synchronized (toldVersionIds) {
            while (!toldVersionIds.contains(versionId)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new IllegalStateException("the application has not taken up version '" + versionId
                            + "' of secret '" + name + "' within " + LONGEST_WAIT.toSeconds()
                            + " s; a listener or a bean that is bound anew may be busy or have failed, the value may be"
                            + " none that can be read as it is imported, or the context is stopped");
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(toldVersionIds, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while waiting for secret '" + name + "'", e);
                }
            }
        }
    }

    private void told(String versionId) {
        synchronized (toldVersionIds) {
            toldVersionIds.add(versionId);
            toldVersionIds.notifyAll();
        }
    }

    /** Begins to listen once the context has all other listeners: of those with equal order, the last added is last. */
    ApplicationListener<ContextRefreshedEvent> listener() {
        return event -> {
            if (event.getApplicationContext() == context) {
                context.addApplicationListener(new LastListener(this));
            }
        };
    }

    /** Hears of a change after the application's own listeners. */
    private record LastListener(SecretRotations rotations) implements ApplicationListener<SecretChangedEvent>, Ordered {
        @Override
        public void onApplicationEvent(SecretChangedEvent event) {
            rotations.told(event.versionId());
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }
    }
}
