package io.opensesame.internal.credentials;

import io.opensesame.auth.StsEndpoint;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What AssumeRole and AssumeRoleWithOIDC are both told, with the environment's say in what the source leaves open. */
record RoleSession(String roleArn, String name, Duration duration, Optional<String> policy, StsEndpoint sts) {
    static final String API_VERSION = "2015-04-01";

    static RoleSession of(
            String roleArn,
            Optional<String> sessionName,
            Duration duration,
            Optional<String> policy,
            Optional<StsEndpoint> sts,
            CredentialsEnvironment environment) {
        String name = sessionName
                .or(() -> environment.variable("ALIBABA_CLOUD_ROLE_SESSION_NAME"))
                .orElseGet(() -> "opensesame-" + environment.clock().millis());
        return new RoleSession(roleArn, name, duration, policy, sts.orElseGet(() -> endpointFrom(environment)));
    }

    private static StsEndpoint endpointFrom(CredentialsEnvironment environment) {
        boolean inVpc = environment.isTrue("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED");
        return environment
                .variable("ALIBABA_CLOUD_STS_REGION")
                .map(region -> inVpc ? StsEndpoint.inVpc(region) : StsEndpoint.ofRegion(region))
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
