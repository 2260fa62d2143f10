package io.opensesame.spring.configdata;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.ConfigDataNotFoundAction;
import org.springframework.boot.context.config.Profiles;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.io.ResourceLoader;

/** Resolves {@code opensesame:} locations, and starts to read at once, so that all reads overlap. */
final class SecretLocationResolver implements ConfigDataLocationResolver<SecretResource> {
    /** More than a call takes, its retries included; so it ends what would never end. */
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Log log;
    private final @Nullable ClassLoader classLoader;
    private final boolean missingIgnored;

    /** Creates the resolver; Spring Boot gives it what it asks for. */
    SecretLocationResolver(DeferredLogFactory logs, Binder binder, ResourceLoader resources) {
        this.log = logs.getLog(ImportSession.class);
        this.classLoader = resources.getClassLoader();
        this.missingIgnored = binder.bind("spring.config.on-not-found", ConfigDataNotFoundAction.class)
                        .orElse(ConfigDataNotFoundAction.FAIL)
                == ConfigDataNotFoundAction.IGNORE;
    }

    @Override
    public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
        return location.hasPrefix(SecretLocation.SCHEME);
    }

    @Override
    public List<SecretResource> resolve(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
        SecretLocation wanted = parsed(context, location);
        return wanted.isProfileSpecific() ? List.of() : List.of(begun(context, wanted, location));
    }

    @Override
    public List<SecretResource> resolveProfileSpecific(
            ConfigDataLocationResolverContext context, ConfigDataLocation location, Profiles profiles) {
        ImportSession session = session(context.getBootstrapContext());
        session.profilesAreKnown();
        SecretLocation wanted = parsed(context, location);
        List<SecretResource> resources = new ArrayList<>();
        if (wanted.isProfileSpecific()) {
            for (String profile : profiles) {
                resources.add(begun(context, inProfile(context, wanted, profile, location), location));
            }
        }
        return resources;
    }

    private SecretLocation parsed(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
        try {
            return SecretLocation.parse(location.getValue());
        } catch (IllegalArgumentException e) {
            throw malformed(context, location, e);
        }
    }

    private SecretLocation inProfile(
            ConfigDataLocationResolverContext context,
            SecretLocation wanted,
            String profile,
            ConfigDataLocation location) {
        try {
            return wanted.inProfile(profile);
        } catch (IllegalArgumentException e) {
            throw malformed(context, location, e);
        }
    }

    private SecretImportException malformed(
            ConfigDataLocationResolverContext context, ConfigDataLocation location, IllegalArgumentException problem) {
        session(context.getBootstrapContext()).closeUnlessHandedOver();
        return ImportFailures.malformed(location, problem);
    }

    private SecretResource begun(
            ConfigDataLocationResolverContext context, SecretLocation wanted, ConfigDataLocation location) {
        SecretResource resource = new SecretResource(wanted, location);
        if (!SecretLoader.isAheadOfTime()) {
            session(context.getBootstrapContext()).begin(resource, context.getBinder());
        }
        return resource;
    }

    private ImportSession session(ConfigurableBootstrapContext bootstrap) {
        ImportSession session = ImportSession.in(bootstrap);
        if (session == null) {
            session = new ImportSession(bootstrap, log, classLoader, missingIgnored, DEADLINE);
            session.register();
        }
        return session;
    }
}
