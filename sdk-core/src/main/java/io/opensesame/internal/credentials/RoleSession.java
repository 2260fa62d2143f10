package io.opensesame.internal.credentials;

import io.opensesame.auth.StsEndpoint;
import io.opensesame.error.CredentialsException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What AssumeRole and AssumeRoleWithOIDC are both told, with the environment's say in what the source leaves open. */
record RoleSession(String roleArn, String name, Duration duration, Optional<String> policy, StsEndpoint sts) {
    static final String API_VERSION = "2015-04-01";

    private static final String SESSION_NAME_VARIABLE = "ALIBABA_CLOUD_ROLE_SESSION_NAME";
    private static final Pattern SESSION_NAME = Pattern.compile("[A-Za-z0-9.@_-]{2,64}");

    static RoleSession of(
            String roleArn,
            Optional<String> sessionName,
            Duration duration,
            Optional<String> policy,
            Optional<StsEndpoint> sts,
            CredentialsEnvironment environment) {
        String name = sessionName
                .or(() -> nameFrom(environment))
                .orElseGet(() -> "opensesame-" + environment.clock().millis());
        return new RoleSession(roleArn, name, duration, policy, sts.orElseGet(() -> endpointFrom(environment)));
    }

    private static Optional<String> nameFrom(CredentialsEnvironment environment) {
        Optional<String> name = environment.variable(SESSION_NAME_VARIABLE);
        if (name.filter(text -> !SESSION_NAME.matcher(text).matches()).isPresent()) {
            throw new CredentialsException(
                    SESSION_NAME_VARIABLE + " is not 2 to 64 letters, digits, '.', '@', '-' or '_'.", null);
        }
        return name;
    }

    private static StsEndpoint endpointFrom(CredentialsEnvironment environment) {
        Settings settings = environment.settings();
        boolean inVpc = environment.isTrue("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED");
        return settings.text("ALIBABA_CLOUD_STS_REGION")
                .map(region -> settings.checked(
                        "ALIBABA_CLOUD_STS_REGION",
                        () -> inVpc ? StsEndpoint.inVpc(region) : StsEndpoint.ofRegion(region)))
                .orElseGet(StsEndpoint::global);
    }

    /** Returns the parameters that both operations share. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("RoleArn", roleArn);
        parameters.put("RoleSessionName", name);
        parameters.put("DurationSeconds", String.valueOf(duration.toSeconds()));
        policy.ifPresent(json -> parameters.put("Policy", json));
        return parameters;
    }
}
