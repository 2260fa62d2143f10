package io.opensesame.migration;

import io.opensesame.auth.AssumeRoleSource;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.auth.EcsRamRoleSource;
import io.opensesame.auth.OidcRoleSource;
import io.opensesame.auth.StsEndpoint;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The credentials of one place, told apart by {@code credentials_type}. */
final class CredentialsSettings {
    private static final String ROLE_ARN_RULE = "a role's ARN like acs:ram::<account id>:role/<role name>";
    private static final String SESSION_RULE = "2 to 64 letters, digits, '.', '@', '-' or '_'";
    private static final String VISIBLE = "visible ASCII characters without blanks";

    private final NamedTexts place;
    private final String type;

    private CredentialsSettings(NamedTexts place, String type) {
        this.place = place;
        this.type = type;
    }

    /** Returns the source that a place describes, or empty if it names no type. */
    static Optional<CredentialsSource> read(NamedTexts place, Surroundings surroundings) {
        return place.text(Keys.CREDENTIALS_TYPE).map(type -> new CredentialsSettings(place, type).source(surroundings));
    }

    private CredentialsSource source(Surroundings surroundings) {
        return switch (type) {
            case "ak" -> CredentialsSource.of(pair(Keys.ACCESS_KEY_ID, Keys.ACCESS_KEY_SECRET));
            case "token" -> CredentialsSource.of(pair(Keys.TOKEN_ID, Keys.TOKEN));
            case "sts", "ram_role" -> assumedRole();
            case "ecs_ram_role" -> ecsRole();
            case "oidc_role_arn" -> oidcRole(new NamedTexts("the environment", surroundings.environment()));
            case "client_key" ->
                throw place.problem(Keys.CREDENTIALS_TYPE + "=client_key is not supported: calls are"
                        + " signed with RAM credentials. Use ecs_ram_role on ECS, oidc_role_arn in Kubernetes, ram_role or"
                        + " ak elsewhere, or leave it out for the default chain");
            default ->
                throw place.problem(Keys.CREDENTIALS_TYPE + " must be ak, token, sts, ram_role, ecs_ram_role or"
                        + " oidc_role_arn; what it is instead is not shown");
        };
    }

    private Credentials pair(String idKey, String secretKey) {
        String id = required(idKey);
        String secret = required(secretKey);
        return place.checked(idKey + " and " + secretKey, VISIBLE, () -> Credentials.accessKey(id, secret));
    }

    /** The vendor's {@code sts} is a role assumed with an AccessKey, just as its {@code ram_role} is. */
    private CredentialsSource assumedRole() {
        Credentials signer = pair(Keys.ACCESS_KEY_ID, Keys.ACCESS_KEY_SECRET);
        String roleArn = required(Keys.ROLE_ARN);
        AssumeRoleSource.Builder role =
                place.checked(Keys.ROLE_ARN, ROLE_ARN_RULE, () -> AssumeRoleSource.builder(roleArn));
        role.signedBy(CredentialsSource.of(signer));
        ifSet(Keys.ROLE_SESSION_NAME, SESSION_RULE, role::sessionName);
        ifSet(Keys.POLICY, "a RAM policy of at most 2,048 bytes", role::policy);
        return role.build();
    }

    private CredentialsSource ecsRole() {
        EcsRamRoleSource.Builder role = EcsRamRoleSource.builder();
        ifSet(Keys.ROLE_NAME, "a role's name: 1 to 64 letters, digits, '.', '-' or '_'", role::roleName);
        return role.build();
    }

    private CredentialsSource oidcRole(NamedTexts variables) {
        String roleArn = required(Keys.ROLE_ARN, variables, "ALIBABA_CLOUD_ROLE_ARN");
        String providerArn = required(Keys.OIDC_PROVIDER_ARN, variables, "ALIBABA_CLOUD_OIDC_PROVIDER_ARN");
        String tokenFile = required(Keys.OIDC_TOKEN_FILE, variables, "ALIBABA_CLOUD_OIDC_TOKEN_FILE");
        OidcRoleSource.Builder role = place.checked(
                Keys.ROLE_ARN + ", " + Keys.OIDC_PROVIDER_ARN + " and " + Keys.OIDC_TOKEN_FILE,
                ROLE_ARN_RULE + ", a provider's like acs:ram::<account id>:oidc-provider/<name>, and a path",
                () -> OidcRoleSource.builder(roleArn, providerArn, Path.of(tokenFile)));
        ifSet(Keys.ROLE_SESSION_NAME, SESSION_RULE, role::sessionName);
        ifSet(Keys.POLICY, "a RAM policy of at most 2,048 bytes", role::policy);
        ifSet(
                Keys.DURATION_SECONDS,
                "a number of seconds from 900 to 43200",
                text -> role.duration(Duration.ofSeconds(Long.parseLong(text))));
        ifSet(Keys.STS_REGION, "a region's id like cn-hangzhou", text -> role.sts(StsEndpoint.ofRegion(text)));
        ifSet(
                Keys.STS_ENDPOINT,
                "a host name like sts.cn-hangzhou.aliyuncs.com",
                text -> role.sts(StsEndpoint.at(URI.create(text.contains("://") ? text : "https://" + text))));
        return role.build();
    }

    private String required(String key) {
        return place.required(key, Keys.CREDENTIALS_TYPE + "=" + type + " needs it");
    }

    private String required(String key, NamedTexts variables, String variable) {
        return place.text(key)
                .or(() -> variables.text(variable))
                .orElseThrow(() -> place.problem(key + " is missing, and so is the environment variable " + variable
                        + ": " + Keys.CREDENTIALS_TYPE + "=" + type + " needs one of them"));
    }

    /** Takes the text under a key. */
    private interface Setter {
        Object set(String text);
    }

    private void ifSet(String key, String rule, Setter setter) {
        place.text(key).ifPresent(text -> {
            Object unused = place.checked(key, rule, () -> setter.set(text));
        });
    }
}
