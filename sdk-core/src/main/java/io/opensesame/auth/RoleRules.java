package io.opensesame.auth;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** The limits that STS sets on what assumes a role. */
final class RoleRules {
    static final Duration DEFAULT_DURATION = Duration.ofHours(1);

    private static final Pattern ROLE_ARN = Pattern.compile("acs:ram:[a-z0-9-]*:[0-9]+:role/[A-Za-z0-9._@/-]+");
    private static final Pattern PROVIDER_ARN =
            Pattern.compile("acs:ram:[a-z0-9-]*:[0-9]+:oidc-provider/[A-Za-z0-9._@/-]+");
    private static final Pattern SESSION_NAME = Pattern.compile("[A-Za-z0-9.@_-]{2,64}");
    private static final Duration MIN_DURATION = Duration.ofMinutes(15);
    private static final Duration MAX_DURATION = Duration.ofHours(12);
    private static final int MAX_POLICY_BYTES = 2_048;
    private static final int MAX_EXTERNAL_ID_LENGTH = 1_224;

    private RoleRules() {}

    static String requireRoleArn(String roleArn) {
        if (!ROLE_ARN.matcher(roleArn).matches()) {
            throw new IllegalArgumentException(
                    "the ARN of a role is like acs:ram::<account id>:role/<role name>: '" + roleArn + "'");
        }
        return roleArn;
    }

    static String requireProviderArn(String providerArn) {
        if (!PROVIDER_ARN.matcher(providerArn).matches()) {
            throw new IllegalArgumentException(
                    "the ARN of an OIDC provider is like acs:ram::<account id>:oidc-provider/<provider name>: '"
                            + providerArn + "'");
        }
        return providerArn;
    }

    static String requireSessionName(String sessionName) {
        if (!SESSION_NAME.matcher(sessionName).matches()) {
            throw new IllegalArgumentException(
                    "a session name is 2 to 64 letters, digits, '.', '@', '-' or '_': '" + sessionName + "'");
        }
        return sessionName;
    }

    static Duration requireDuration(Duration duration) {
        if (duration.compareTo(MIN_DURATION) < 0
                || duration.compareTo(MAX_DURATION) > 0
                || !duration.equals(duration.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException(
                    "a role's session lasts 900 to 43,200 whole seconds (15 minutes to 12 hours): " + duration);
        }
        return duration;
    }

    static String requirePolicy(String policy) {
        int bytes = policy.getBytes(StandardCharsets.UTF_8).length;
        if (policy.isBlank() || bytes > MAX_POLICY_BYTES) {
            throw new IllegalArgumentException("a session policy is 1 to 2,048 bytes of JSON; this one has " + bytes);
        }
        return policy;
    }

    static String requireExternalId(String externalId) {
        if (externalId.length() < 2 || externalId.length() > MAX_EXTERNAL_ID_LENGTH) {
            throw new IllegalArgumentException(
                    "an external id has 2 to 1,224 characters; this one has " + externalId.length());
        }
        return externalId;
    }
}
