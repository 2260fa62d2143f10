package io.opensesame.internal.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.auth.AssumeRoleSource;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.auth.EcsRamRoleSource;
import io.opensesame.auth.OidcRoleSource;
import io.opensesame.auth.ProcessSource;
import io.opensesame.auth.StsEndpoint;
import io.opensesame.error.CredentialsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Profiles of the {@code aliyun} command's {@code config.json}. The file is only read: what other programs write back
 * to it after signing in, this one does not.
 */
final class CliProfiles {
    private final String what;
    private final JsonNode profiles;
    private final Set<String> trail = new LinkedHashSet<>();

    private CliProfiles(String what, JsonNode profiles) {
        this.what = what;
        this.profiles = profiles;
    }

    static CredentialsSource source(String what, String text, Optional<String> profile) {
        JsonNode config = JsonDocuments.parseObject(what, text);
        String name = profile.orElseGet(() -> JsonDocuments.text(config, "current"));
        if (name.isEmpty()) {
            throw new CredentialsException(
                    what + " names no current profile. Run 'aliyun configure', or set ALIBABA_CLOUD_PROFILE.", null);
        }
        return new CliProfiles(what, config.path("profiles")).source(name);
    }

    private CredentialsSource source(String name) {
        if (!trail.add(name)) {
            throw new CredentialsException(
                    what + ": profiles name each other as source_profile in a circle: " + String.join(" -> ", trail)
                            + " -> " + name + ".",
                    null);
        }
        JsonNode profile = find(name);
        Settings settings =
                new Settings(what + ", profile '" + name + "'", key -> Optional.of(JsonDocuments.text(profile, key)));
        String mode = settings.required("mode");
        return switch (mode) {
            case "AK" -> CredentialsSource.of(accessKey(settings));
            case "StsToken" -> CredentialsSource.of(stsToken(settings));
            case "RamRoleArn" -> assumeRole(settings, CredentialsSource.of(pair(settings)));
            case "ChainableRamRoleArn" -> assumeRole(settings, source(settings.required("source_profile")));
            case "EcsRamRole" -> ecsRamRole(settings);
            case "OIDC" -> oidcRole(settings);
            case "External" -> process(settings);
            case "CloudSSO", "OAuth" -> throw unsupported(settings, mode);
            default ->
                throw new CredentialsException(
                        settings.place() + ": the mode is not known. Known are AK, StsToken, RamRoleArn,"
                                + " ChainableRamRoleArn, EcsRamRole, OIDC and External.",
                        null);
        };
    }

    private JsonNode find(String name) {
        for (JsonNode profile : profiles) {
            if (JsonDocuments.text(profile, "name").equals(name)) {
                return profile;
            }
        }
        throw new CredentialsException(
                what + " has no profile '" + name + "'. Run 'aliyun configure --profile " + name
                        + "', or name another by ALIBABA_CLOUD_PROFILE.",
                null);
    }

    private static CredentialsException unsupported(Settings settings, String mode) {
        return new CredentialsException(
                settings.place() + ": mode " + mode + " is not supported. Use a profile of mode RamRoleArn,"
                        + " EcsRamRole or OIDC, or one of mode External whose process_command prints the credentials.",
                null);
    }

    private static Credentials accessKey(Settings settings) {
        String id = settings.required("access_key_id");
        String secret = settings.required("access_key_secret");
        return settings.checked("access_key_id or access_key_secret", () -> Credentials.accessKey(id, secret));
    }

    private static Credentials stsToken(Settings settings) {
        String id = settings.required("access_key_id");
        String secret = settings.required("access_key_secret");
        String token = settings.required("sts_token");
        return settings.checked(
                "access_key_id, access_key_secret or sts_token", () -> Credentials.temporary(id, secret, token));
    }

    private static Credentials pair(Settings settings) {
        return settings.text("sts_token").isPresent() ? stsToken(settings) : accessKey(settings);
    }

    private static CredentialsSource assumeRole(Settings settings, CredentialsSource signer) {
        String roleArn = settings.required("ram_role_arn");
        AssumeRoleSource.Builder role = settings.checked("ram_role_arn", () -> AssumeRoleSource.builder(roleArn))
                .signedBy(signer);
        setSession(settings, role::sessionName, role::duration, role::policy, role::sts);
        settings.ifSet("external_id", role::externalId);
        return role.build();
    }

    private static CredentialsSource ecsRamRole(Settings settings) {
        EcsRamRoleSource.Builder role = EcsRamRoleSource.builder();
        settings.ifSet("ram_role_name", role::roleName);
        return role.build();
    }

    private static CredentialsSource oidcRole(Settings settings) {
        String roleArn = settings.required("ram_role_arn");
        String providerArn = settings.required("oidc_provider_arn");
        String tokenFile = settings.required("oidc_token_file");
        OidcRoleSource.Builder role = settings.checked(
                "ram_role_arn, oidc_provider_arn or oidc_token_file",
                () -> OidcRoleSource.builder(roleArn, providerArn, Path.of(tokenFile)));
        setSession(settings, role::sessionName, role::duration, role::policy, role::sts);
        return role.build();
    }

    private static void setSession(
            Settings settings,
            Function<String, ?> sessionName,
            Function<Duration, ?> duration,
            Function<String, ?> policy,
            Function<StsEndpoint, ?> sts) {
        settings.ifSet("ram_session_name", sessionName);
        settings.ifSet("policy", policy);
        if (settings.text("expired_seconds")
                .filter(seconds -> !seconds.equals("0"))
                .isPresent()) {
            settings.ifSet("expired_seconds", seconds -> duration.apply(Duration.ofSeconds(Long.parseLong(seconds))));
        }
        boolean inVpc = settings.text("enable_vpc").filter("true"::equals).isPresent();
        settings.ifSet(
                "sts_region", region -> sts.apply(inVpc ? StsEndpoint.inVpc(region) : StsEndpoint.ofRegion(region)));
    }

    private static ProcessSource process(Settings settings) {
        String command = settings.required("process_command");
        return settings.checked("process_command", () -> CredentialsSource.process(command));
    }
}
