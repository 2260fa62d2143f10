package io.opensesame.spring;

import io.opensesame.auth.AssumeRoleSource;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.auth.EcsRamRoleSource;
import io.opensesame.auth.ProfileSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Who signs the calls: one source at most; the official default chain if none is set. What is empty is not set.
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
        List<String> set = new ArrayList<>();
        List<CredentialsSource> sources = new ArrayList<>();
        if (accessKeyId != null || accessKeySecret != null || Setting.given(securityToken) != null) {
            set.add("access-key-id");
            sources.add(CredentialsSource.of(accessKey()));
        }
        String givenProfile = Setting.given(profile);
        if (givenProfile != null) {
            set.add("profile");
            sources.add(ProfileSource.ini().name(givenProfile).build());
        }
        String givenEcsRole = Setting.given(ecsRole);
        if (givenEcsRole != null) {
            set.add("ecs-role");
            sources.add(EcsRamRoleSource.builder().roleName(givenEcsRole).build());
        }
        if (uri != null && !uri.toString().isEmpty()) {
            set.add("uri");
            Setting.apply("credentials.uri", uri, address -> sources.add(CredentialsSource.uri(address)));
        }
        if (oidcRole != null && !"".equals(oidcRole.roleArn())) {
            set.add("oidc-role");
            sources.add(oidc(oidcRole));
        }
        if (set.size() > 1) {
            throw Setting.refused(
                    "credentials." + set.get(1), null, "One source of credentials may be set, but there are: " + set);
        }
        Optional<CredentialsSource> own = sources.stream().findFirst();
        return assumeRole == null || "".equals(assumeRole.roleArn()) ? own : Optional.of(assumed(assumeRole, own));
    }

    private Credentials accessKey() {
        if (accessKeyId == null) {
            throw Setting.refused("credentials.access-key-id", null, "An AccessKey has an id; set it as well.");
        }
        if (accessKeySecret == null) {
            throw Setting.refused("credentials.access-key-secret", null, "An AccessKey has a secret; set it as well.");
        }
        String givenToken = Setting.given(securityToken);
        Credentials[] made = new Credentials[1];
        Setting.guard(
                "credentials.access-key-id",
                accessKeyId,
                () -> made[0] = givenToken == null
                        ? Credentials.accessKey(accessKeyId, accessKeySecret)
                        : Credentials.temporary(accessKeyId, accessKeySecret, givenToken));
        return made[0];
    }

    private static CredentialsSource oidc(OidcRole role) {
        String roleArn = needed("credentials.oidc-role.role-arn", role.roleArn());
        String providerArn = needed("credentials.oidc-role.provider-arn", role.providerArn());
        Path tokenFile = needed("credentials.oidc-role.token-file", role.tokenFile());
        CredentialsSource[] made = new CredentialsSource[1];
        Setting.guard(
                "credentials.oidc-role",
                roleArn,
                () -> made[0] = CredentialsSource.oidcRole(roleArn, providerArn, tokenFile));
        return made[0];
    }

    private static CredentialsSource assumed(AssumeRole role, Optional<CredentialsSource> signer) {
        String roleArn = needed("credentials.assume-role.role-arn", role.roleArn());
        CredentialsSource[] made = new CredentialsSource[1];
        Setting.guard("credentials.assume-role", roleArn, () -> {
            AssumeRoleSource.Builder builder = AssumeRoleSource.builder(roleArn);
            signer.ifPresent(builder::signedBy);
            Optional.ofNullable(role.sessionName()).ifPresent(builder::sessionName);
            Optional.ofNullable(role.duration()).ifPresent(builder::duration);
            Optional.ofNullable(role.externalId()).ifPresent(builder::externalId);
            made[0] = builder.build();
        });
        return made[0];
    }

    private static <T> T needed(String property, @Nullable T value) {
        if (value == null) {
            throw Setting.refused(property, null, "It is needed with its neighbours; set it as well.");
        }
        return value;
    }

    /** {@return the kinds of credentials; secrets are redacted} */
    @Override
    public String toString() {
        return "CredentialsSettings[accessKeyId=" + accessKeyId + ", accessKeySecret=<redacted>, profile=" + profile
                + ", ecsRole=" + ecsRole + ", uri=" + uri + ", oidcRole=" + oidcRole + ", assumeRole=" + assumeRole
                + "]";
    }
}
