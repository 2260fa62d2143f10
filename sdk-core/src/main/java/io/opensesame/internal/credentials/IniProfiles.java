package io.opensesame.internal.credentials;

import io.opensesame.auth.AssumeRoleSource;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.auth.EcsRamRoleSource;
import io.opensesame.auth.OidcRoleSource;
import io.opensesame.error.CredentialsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Profiles of the INI file that Alibaba Cloud's SDKs share.
 *
 * <p>As with those SDKs, a profile counts only with {@code enable = true}, and one whose {@code type} is missing or
 * unknown is an AccessKey pair. {@code region_id} is accepted and not used: it does not decide where STS is called.
 */
final class IniProfiles {
    private IniProfiles() {}

    static CredentialsSource source(String what, String text, Optional<String> profile) {
        String name = profile.orElse("default");
        Map<String, String> section = IniSections.parse(what, text).get(name);
        if (section == null) {
            throw new CredentialsException(
                    what + " has no section [" + name + "]. Add it, or name another by ALIBABA_CLOUD_PROFILE.", null);
        }
        Settings settings =
                new Settings(what + ", profile '" + name + "'", key -> Optional.ofNullable(section.get(key)));
        if (settings.text("enable").filter("true"::equalsIgnoreCase).isEmpty()) {
            throw new CredentialsException(settings.place() + ": not enabled. Add the line: enable = true", null);
        }
        return switch (settings.text("type").orElse("access_key")) {
            case "ram_role_arn" -> assumeRole(settings);
            case "ecs_ram_role" -> ecsRamRole(settings);
            case "oidc_role_arn" -> oidcRole(settings);
            case "rsa_key_pair" ->
                throw new CredentialsException(
                        settings.place() + ": type rsa_key_pair is not supported. It is a legacy of few"
                                + " regions. Use ram_role_arn, ecs_ram_role or oidc_role_arn.",
                        null);
            default -> CredentialsSource.of(accessKey(settings));
        };
    }

    private static Credentials accessKey(Settings settings) {
        String id = settings.required("access_key_id");
        String secret = settings.required("access_key_secret");
        return settings.checked("access_key_id or access_key_secret", () -> Credentials.accessKey(id, secret));
    }

    private static CredentialsSource assumeRole(Settings settings) {
        String roleArn = settings.required("role_arn");
        String sessionName = settings.required("role_session_name");
        AssumeRoleSource.Builder role = settings.checked(
                        "role_arn or role_session_name",
                        () -> AssumeRoleSource.builder(roleArn).sessionName(sessionName))
                .signedBy(CredentialsSource.of(accessKey(settings)));
        settings.ifSet("policy", role::policy);
        return role.build();
    }

    private static CredentialsSource ecsRamRole(Settings settings) {
        EcsRamRoleSource.Builder role = EcsRamRoleSource.builder();
        settings.ifSet("role_name", role::roleName);
        return role.build();
    }

    private static CredentialsSource oidcRole(Settings settings) {
        String roleArn = settings.required("role_arn");
        String providerArn = settings.required("oidc_provider_arn");
        String tokenFile = settings.required("oidc_token_file_path");
        OidcRoleSource.Builder role = settings.checked(
                "role_arn, oidc_provider_arn or oidc_token_file_path",
                () -> OidcRoleSource.builder(roleArn, providerArn, Path.of(tokenFile)));
        settings.ifSet("role_session_name", role::sessionName);
        settings.ifSet("policy", role::policy);
        return role.build();
    }
}
