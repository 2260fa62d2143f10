package io.opensesame.internal.credentials;

import io.opensesame.auth.AmbientSource;
import io.opensesame.auth.AssumeRoleSource;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.auth.EcsRamRoleSource;
import io.opensesame.auth.OidcRoleSource;
import io.opensesame.auth.ProcessSource;
import io.opensesame.auth.ProfileSource;
import io.opensesame.auth.ProvidedSource;
import io.opensesame.auth.UriSource;
import io.opensesame.error.CredentialsException;
import io.opensesame.internal.credentials.DefaultChain.Link;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Makes the engine that belongs to a source. */
public final class CredentialsProviders {
    /** Names the logger of everything in this package. */
    static final String LOGGER = "io.opensesame.credentials";

    private final CredentialsEnvironment environment;

    private CredentialsProviders(CredentialsEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Returns the source's provider. It reads nothing before it is asked.
     *
     * @param source where the credentials come from
     * @param environment what the provider uses, and does not close
     */
    public static CloseableCredentialsProvider create(CredentialsSource source, CredentialsEnvironment environment) {
        return new CredentialsProviders(environment).provider(source);
    }

    /** A source whose settings in the environment are malformed says so when it is asked, as one without them does. */
    private CloseableCredentialsProvider provider(CredentialsSource source) {
        try {
            return engine(source);
        } catch (CredentialsException e) {
            return new UnavailableCredentials(e);
        }
    }

    private CloseableCredentialsProvider engine(CredentialsSource source) {
        if (source instanceof AmbientSource ambient) {
            return ambient(ambient);
        }
        if (source instanceof ProvidedSource provided) {
            return new ProvidedCredentials(provided.provider());
        }
        if (source instanceof ProfileSource profile) {
            return profile(profile);
        }
        if (source instanceof EcsRamRoleSource role) {
            return ecsRamRole(role);
        }
        return new RefreshingCredentials(source.toString(), reader(source), environment);
    }

    private CredentialsReader reader(CredentialsSource source) {
        if (source instanceof AssumeRoleSource role) {
            return new AssumeRoleReader(role, provider(role.signedBy()), environment);
        }
        if (source instanceof OidcRoleSource role) {
            return new OidcRoleReader(role, environment);
        }
        if (source instanceof UriSource uri) {
            return new UriReader(uri, environment);
        }
        if (source instanceof ProcessSource process) {
            return new ProcessReader(process);
        }
        throw new AssertionError("no engine for " + source.getClass());
    }

    private CloseableCredentialsProvider ambient(AmbientSource source) {
        return switch (source) {
            case DEFAULT_CHAIN -> defaultChain();
            case ENVIRONMENT -> PlainCredentials.ofVariables(environment);
            case SYSTEM_PROPERTIES -> PlainCredentials.ofProperties(environment);
        };
    }

    private CloseableCredentialsProvider profile(ProfileSource source) {
        if (source.format() == ProfileSource.Format.CLI && environment.isTrue("ALIBABA_CLOUD_CLI_PROFILE_DISABLED")) {
            return UnavailableCredentials.switchedOffBy("ALIBABA_CLOUD_CLI_PROFILE_DISABLED");
        }
        return new ProfileCredentials(source, environment, this::provider);
    }

    private CloseableCredentialsProvider ecsRamRole(EcsRamRoleSource source) {
        if (environment.isTrue("ALIBABA_CLOUD_ECS_METADATA_DISABLED")) {
            return UnavailableCredentials.switchedOffBy("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
        }
        return new RefreshingCredentials(source.toString(), new MetadataReader(source, environment), environment);
    }

    private DefaultChain defaultChain() {
        List<Link> links = List.of(
                link(
                        "system properties",
                        CredentialsSource::systemProperties,
                        () -> PlainCredentials.ofProperties(environment).isSetUp()),
                link(
                        "environment variables",
                        CredentialsSource::environment,
                        () -> PlainCredentials.ofVariables(environment).isSetUp()),
                link("OIDC role", this::oidcRoleOfEnvironment, this::isOidcRoleSetUp),
                link("CLI profile", CredentialsSource::cliProfile, this::isCliProfileSetUp),
                link("profile", CredentialsSource::profile, this::isProfileSetUp),
                link("ECS RAM role", CredentialsSource::ecsRamRole, this::isEcsRamRoleSetUp),
                link("credentials URI", this::uriOfEnvironment, () -> isSet("ALIBABA_CLOUD_CREDENTIALS_URI")));
        return new DefaultChain(links, environment);
    }

    private Link link(String name, Supplier<CredentialsSource> source, BooleanSupplier setUp) {
        try {
            return new Link(name, provider(source.get()), setUp);
        } catch (CredentialsException e) {
            return new Link(name, new UnavailableCredentials(e), setUp);
        }
    }

    private boolean isSet(String variable) {
        return environment.variable(variable).isPresent();
    }

    private boolean isOidcRoleSetUp() {
        return isSet("ALIBABA_CLOUD_ROLE_ARN")
                && isSet("ALIBABA_CLOUD_OIDC_PROVIDER_ARN")
                && isSet("ALIBABA_CLOUD_OIDC_TOKEN_FILE");
    }

    private boolean isCliProfileSetUp() {
        return !environment.isTrue("ALIBABA_CLOUD_CLI_PROFILE_DISABLED")
                && ProfileFiles.of(ProfileSource.cli().build(), environment).exist();
    }

    private boolean isProfileSetUp() {
        return isSet("ALIBABA_CLOUD_CREDENTIALS_FILE")
                || ProfileFiles.of(ProfileSource.ini().build(), environment).exist();
    }

    /** An instance may have a role that nobody named; outside of ECS it is no fault that there is none. */
    private boolean isEcsRamRoleSetUp() {
        return !environment.isTrue("ALIBABA_CLOUD_ECS_METADATA_DISABLED") && isSet("ALIBABA_CLOUD_ECS_METADATA");
    }

    private CredentialsSource oidcRoleOfEnvironment() {
        Settings settings = environment.settings();
        String roleArn = settings.required("ALIBABA_CLOUD_ROLE_ARN");
        String providerArn = settings.required("ALIBABA_CLOUD_OIDC_PROVIDER_ARN");
        String tokenFile = settings.required("ALIBABA_CLOUD_OIDC_TOKEN_FILE");
        return settings.checked(
                "one of ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE",
                () -> CredentialsSource.oidcRole(roleArn, providerArn, Path.of(tokenFile)));
    }

    private CredentialsSource uriOfEnvironment() {
        Settings settings = environment.settings();
        String uri = settings.required("ALIBABA_CLOUD_CREDENTIALS_URI");
        return settings.checked("ALIBABA_CLOUD_CREDENTIALS_URI", () -> CredentialsSource.uri(URI.create(uri)));
    }
}
