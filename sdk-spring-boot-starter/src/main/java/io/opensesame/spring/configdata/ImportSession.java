package io.opensesame.spring.configdata;

import io.opensesame.OpenSesame;
import io.opensesame.error.OpenSesameException;
import io.opensesame.error.SecretFormatException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.spring.OpenSesameCustomizer;
import io.opensesame.spring.OpenSesameProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * The imports of one application's start: one client, and the reads under way. Used by the thread that starts the
 * application alone.
 *
 * <p>Spring Boot resolves every location of a list before it loads the first, and each list once before the profiles
 * are known and once after. So:
 *
 * <pre>
 *   resolve   starts the read, unless it runs or has ended
 *   load      waits for the read; what fails is an exception, or skipped if the location is optional
 *   handOver  gives the client to the context; from then on it is closed with that
 *   close     ends the client of a start that fails before
 * </pre>
 *
 * <p>Without settings for a client, or with imports disabled, a location is put off until the profiles are known, as a
 * profile's file may say otherwise.
 */
final class ImportSession {
    private static final String BEAN_NAME = "openSesameImportClient";

    private final ConfigurableBootstrapContext bootstrap;
    private final Log log;
    private final @Nullable ClassLoader classLoader;
    private final boolean missingIgnored;
    private final Duration deadline;
    private final Map<SecretLocation, CompletableFuture<SecretValue>> reads = new HashMap<>();
    private final Set<SecretLocation> skipped = new HashSet<>();
    private @Nullable OpenSesame sesame;
    private @Nullable OpenSesameProperties used;
    private @Nullable RuntimeException unbuildable;
    private boolean enabled = true;
    private boolean profilesKnown;
    private boolean over;

    ImportSession(
            ConfigurableBootstrapContext bootstrap,
            Log log,
            @Nullable ClassLoader classLoader,
            boolean missingIgnored,
            Duration deadline) {
        this.bootstrap = bootstrap;
        this.missingIgnored = missingIgnored;
        this.log = log;
        this.classLoader = classLoader;
        this.deadline = deadline;
    }

    /** {@return the session that a start has registered; null if it has imported no secret yet} */
    static @Nullable ImportSession in(ConfigurableBootstrapContext bootstrap) {
        return bootstrap.getOrElse(ImportSession.class, null);
    }

    /** Makes it what the bootstrap context has, and its end the context's business. */
    void register() {
        bootstrap.register(ImportSession.class, InstanceSupplier.of(this));
        bootstrap.addCloseListener(event -> handOver(event.getApplicationContext()));
    }

    /** From now on, every setting is there that there will be. */
    void profilesAreKnown() {
        profilesKnown = true;
    }

    /** Starts to read what a location asks for, unless that has begun. */
    void begin(SecretResource resource, Binder binder) {
        if (reads.containsKey(resource.wanted())) {
            return;
        }
        OpenSesame client = client(binder);
        if (client != null) {
            SecretLocation wanted = resource.wanted();
            SecretsClient secrets = client.secrets();
            @Nullable String versionId = wanted.versionId();
            reads.put(
                    wanted,
                    versionId == null
                            ? secrets.getAsync(wanted.name(), wanted.stage())
                            : secrets.getVersionAsync(wanted.name(), versionId));
        }
    }

    /** The client, or null if imports are disabled or it cannot be built, at least not yet. */
    private @Nullable OpenSesame client(Binder binder) {
        if (sesame == null) {
            OpenSesameProperties properties =
                    binder.bindOrCreate(OpenSesameProperties.PREFIX, OpenSesameProperties.class);
            enabled = properties.enabled();
            unbuildable = null;
            if (enabled && bootstrap.isRegistered(OpenSesame.class)) {
                sesame = bootstrap.get(OpenSesame.class);
            } else if (enabled) {
                build(properties);
            }
        }
        return sesame;
    }

    private void build(OpenSesameProperties properties) {
        OpenSesame built;
        try {
            OpenSesame.Builder builder = properties.builder();
            SpringFactoriesLoader.forDefaultResourceLocation(classLoader)
                    .load(OpenSesameCustomizer.class)
                    .forEach(customizer -> customizer.customize(builder));
            built = builder.build();
        } catch (IllegalStateException | IllegalArgumentException e) {
            unbuildable = e;
            return;
        }
        sesame = built;
        used = properties;
        bootstrap.registerIfAbsent(OpenSesame.class, InstanceSupplier.of(built));
    }

    /**
     * Waits for a read.
     *
     * @return its properties, or null if the location is skipped, or put off
     * @throws SecretImportException if it failed, and the location is not optional
     */
    @Nullable
    SecretPropertySource load(SecretResource resource) {
        if (skipped.contains(resource.wanted()) && resource.optional()) {
            return null;
        }
        try {
            return loaded(resource);
        } catch (SecretImportException e) {
            if (!skippable(resource, e)) {
                throw e;
            }
            if (skipped.add(resource.wanted())) {
                log.warn("Skipped an optional import. " + e.getMessage());
            }
            return null;
        }
    }

    /** A secret that is there, but not as the location says, is a mistake all the same. */
    private boolean skippable(SecretResource resource, SecretImportException failure) {
        return resource.optional()
                ? !(failure.getCause() instanceof SecretFormatException)
                : missingIgnored && failure.getCause() instanceof SecretNotFoundException;
    }

    private @Nullable SecretPropertySource loaded(SecretResource resource) {
        if (!enabled && profilesKnown) {
            throw ImportFailures.disabled(resource);
        }
        CompletableFuture<SecretValue> read = reads.get(resource.wanted());
        OpenSesame client = sesame;
        if (client == null || read == null) {
            if (unbuildable != null && profilesKnown) {
                throw ImportFailures.noClient(resource, unbuildable);
            }
            return null;
        }
        SecretValue first = answer(resource, read);
        try {
            SecretPropertySource source = SecretPropertySource.of(resource.wanted(), first, client.secrets());
            log.debug("Imported " + resource + ": " + source.getPropertyNames().length + " properties of version '"
                    + first.versionId() + "'");
            return source;
        } catch (OpenSesameException e) {
            throw ImportFailures.unread(resource, e);
        }
    }

    private SecretValue answer(SecretResource resource, CompletableFuture<SecretValue> read) {
        try {
            return read.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OpenSesameException failure) {
                throw ImportFailures.unread(resource, failure);
            }
            throw new IllegalStateException("the read of " + resource + " failed", e.getCause());
        } catch (TimeoutException e) {
            throw ImportFailures.noAnswer(resource, "no answer within " + deadline.toMillis() + " ms.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ImportFailures.noAnswer(resource, "the thread that starts the application was interrupted.");
        }
    }

    /** Makes the client a singleton of the context that is destroyed last: what is registered first is. */
    private void handOver(ConfigurableApplicationContext context) {
        OpenSesame client = sesame;
        if (client == null || over) {
            return;
        }
        over = true;
        warnOfOtherSettings(Binder.get(context.getEnvironment()));
        ImportClient imported = new ImportClient(client);
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        beans.registerSingleton(BEAN_NAME, imported);
        if (beans instanceof DefaultSingletonBeanRegistry registry) {
            registry.registerDisposableBean(BEAN_NAME, imported::close);
        }
    }

    /** A file that is read later, such as a profile's, may have meant another region. */
    private void warnOfOtherSettings(Binder binder) {
        if (used != null
                && !used.equals(binder.bindOrCreate(OpenSesameProperties.PREFIX, OpenSesameProperties.class))) {
            log.warn("The properties " + OpenSesameProperties.PREFIX + ".* are not those with which secrets were"
                    + " imported: some are set in a file that was read after an import, such as a profile's. Set them"
                    + " where the import stands, or before it.");
        }
    }

    /** An import that fails later, as of a running application that Spring Cloud refreshes, must not end its client. */
    void closeUnlessHandedOver() {
        if (!over) {
            close();
        }
    }

    /** Ends the client. Does nothing if there is none. */
    void close() {
        over = true;
        OpenSesame client = sesame;
        if (client != null) {
            client.close();
        }
    }
}
