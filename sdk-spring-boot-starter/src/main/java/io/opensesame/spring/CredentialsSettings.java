package io.opensesame.spring;

import io.opensesame.auth.AssumeRoleSource;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.auth.EcsRamRoleSource;
import io.opensesame.auth.ProfileSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Who signs the calls: one source at most; the official default chain if none is set.
 *
 * @param accessKeyId id of a fixed AccessKey
 * @param accessKeySecret its secret
 * @param securityToken its token, if it is temporary
 * @param profile name of a profile in the credentials file
 * @param ecsRole name of the RAM role of the ECS instance that this runs on
 * @param uri address that gives credentials
 * @param oidcRole role that is assumed with a token of an OIDC provider
 * @param assumeRole role that is assumed with the source above, or the default chain
 */
public record CredentialsSettings(
        @Nullable String accessKeyId,
        @Nullable String accessKeySecret,
        @Nullable String securityToken,
        @Nullable String profile,
        @Nullable String ecsRole,
        @Nullable URI uri,
        @NestedConfigurationProperty @Nullable OidcRole oidcRole,
        @NestedConfigurationProperty @Nullable AssumeRole assumeRole) {
    private static final String NAME = OpenSesameProperties.PREFIX + ".credentials.";

    /**
     * A role that is assumed with a token of an OIDC provider.
     *
     * @param roleArn ARN of the role
     * @param providerArn ARN of the provider
     * @param tokenFile file with the token
     */
    public record OidcRole(
            @Nullable String roleArn,
            @Nullable String providerArn,
            @Nullable Path tokenFile) {}

    /**
     * A role that is assumed by who has the other credentials.
     *
     * @param roleArn ARN of the role
     * @param sessionName name of its sessions
     * @param duration how long a session lasts
     * @param externalId external id that the role's trust policy asks for
     */
    public record AssumeRole(
            @Nullable String roleArn,
            @Nullable String sessionName,
            @Nullable Duration duration,
            @Nullable String externalId) {}

    Optional<CredentialsSource> source() {
        Map<String, Supplier<CredentialsSource>> set = new LinkedHashMap<>();
        if (accessKeyId != null || accessKeySecret != null || Setting.given(securityToken) != null) {
            set.put("access-key-id", () -> CredentialsSource.of(accessKey()));
        }
        offer(
                set,
                "profile",
                Setting.given(profile),
                name -> ProfileSource.ini().name(name).build());
        offer(
                set,
                "ecs-role",
                Setting.given(ecsRole),
                role -> EcsRamRoleSource.builder().roleName(role).build());
        if (uri != null && !uri.toString().isEmpty()) {
            // It may hold a token, and Spring Boot's report shows the value of the property that it names.
            set.put("uri", () -> Setting.make("credentials", null, () -> CredentialsSource.uri(uri)));
        }
        if (oidcRole != null && !"".equals(oidcRole.roleArn())) {
            set.put("oidc-role", () -> oidc(oidcRole));
        }
        if (set.size() > 1) {
            throw Setting.refused(
                    "credentials",
                    null,
                    "Credentials have one source, but there are several; leave one of: "
                            + set.keySet().stream().map(NAME::concat).collect(Collectors.joining(", ")));
        }
        Optional<CredentialsSource> own = set.values().stream().findFirst().map(Supplier::get);
        return assumeRole == null || "".equals(assumeRole.roleArn()) ? own : Optional.of(assumed(assumeRole, own));
    }

    private static <T> void offer(
            Map<String, Supplier<CredentialsSource>> set,
            String property,
            @Nullable T value,
            Function<T, CredentialsSource> maker) {
        if (value != null) {
            set.put(property, () -> Setting.make("credentials." + property, value, () -> maker.apply(value)));
        }
    }

    private Credentials accessKey() {
        String id = Setting.needed(
                "credentials.access-key-id", accessKeyId, "An AccessKey has an id and a secret; set both.");
        String secret = Setting.needed(
                "credentials.access-key-secret", accessKeySecret, "An AccessKey has an id and a secret; set both.");
        String token = Setting.given(securityToken);
        return Setting.make(
                "credentials",
                null,
                () -> token == null ? Credentials.accessKey(id, secret) : Credentials.temporary(id, secret, token));
    }

    private static CredentialsSource oidc(OidcRole role) {
        String why =
                "A role that is assumed with a token of an OIDC provider has role-arn, provider-arn and token-file.";
        String roleArn = Setting.needed("credentials.oidc-role.role-arn", role.roleArn(), why);
        String providerArn = Setting.needed("credentials.oidc-role.provider-arn", role.providerArn(), why);
        Path tokenFile = Setting.needed("credentials.oidc-role.token-file", role.tokenFile(), why);
        return Setting.make(
                "credentials.oidc-role", role, () -> CredentialsSource.oidcRole(roleArn, providerArn, tokenFile));
    }

    private static CredentialsSource assumed(AssumeRole role, Optional<CredentialsSource> signer) {
        String prefix = "credentials.assume-role.";
        String roleArn = Setting.needed(prefix + "role-arn", role.roleArn(), "It names the role that is assumed.");
        AssumeRoleSource.Builder builder =
                Setting.make(prefix + "role-arn", roleArn, () -> AssumeRoleSource.builder(roleArn));
        signer.ifPresent(builder::signedBy);
        Setting.apply(prefix + "session-name", role.sessionName(), builder::sessionName);
        Setting.apply(prefix + "duration", role.duration(), builder::duration);
        Setting.apply(prefix + "external-id", role.externalId(), builder::externalId);
        return builder.build();
    }

    /** {@return what is set; the secret, the token and the address, which may hold a token, are redacted} */
    @Override
    public String toString() {
        return "CredentialsSettings[accessKeyId=" + accessKeyId + ", accessKeySecret=" + redacted(accessKeySecret)
                + ", securityToken=" + redacted(securityToken) + ", profile=" + profile + ", ecsRole=" + ecsRole
                + ", uri=" + redacted(uri) + ", oidcRole=" + oidcRole + ", assumeRole=" + assumeRole + "]";
    }

    private static String redacted(@Nullable Object secret) {
        return secret == null ? "null" : "<redacted>";
    }
}
