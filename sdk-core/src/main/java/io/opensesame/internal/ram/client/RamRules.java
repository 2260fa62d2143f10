package io.opensesame.internal.ram.client;

import io.opensesame.policy.RamPolicy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * The limits that RAM and STS set on what they are told.
 *
 * @see "RAM API reference: CreatePolicy, CreateRole, CreateUser; STS API reference: AssumeRole"
 */
final class RamRules {
    private static final Pattern POLICY_NAME = Pattern.compile("[A-Za-z0-9-]{1,128}");
    private static final Pattern POLICY_VERSION = Pattern.compile("v[0-9]{1,9}");
    private static final Pattern ROLE_NAME = Pattern.compile("[A-Za-z0-9.-]{1,64}");
    private static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern ACCESS_KEY_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern ROLE_ARN = Pattern.compile("acs:ram:[a-z0-9-]*:[0-9]+:role/[A-Za-z0-9.-]{1,64}");
    private static final Pattern SESSION_NAME = Pattern.compile("[A-Za-z0-9.@_-]{2,64}");
    private static final int MAX_DESCRIPTION_CHARACTERS = 1_024;
    private static final Duration MIN_SESSION = Duration.ofMinutes(15);
    private static final Duration MAX_SESSION = Duration.ofHours(12);

    private RamRules() {}

    static String policyName(String name) {
        return matching(POLICY_NAME, name, "the name of a policy is 1 to 128 letters, digits and hyphens");
    }

    static String policyVersion(String versionId) {
        return matching(POLICY_VERSION, versionId, "the version of a policy is like v1");
    }

    static String roleName(String name) {
        return matching(ROLE_NAME, name, "the name of a role is 1 to 64 letters, digits, dots and hyphens");
    }

    static String userName(String name) {
        return matching(
                USER_NAME, name, "the name of a RAM user is 1 to 64 letters, digits, dots, underscores and hyphens");
    }

    static String accessKeyId(String id) {
        return matching(ACCESS_KEY_ID, id, "the id of an AccessKey is 1 to 128 letters, digits, '.', '_' and '-'");
    }

    static String roleArn(String arn) {
        return matching(ROLE_ARN, arn, "the ARN of a role is like acs:ram::<account id>:role/<role name>");
    }

    static String sessionName(String name) {
        return matching(SESSION_NAME, name, "a session name is 2 to 64 letters, digits, '.', '@', '-' or '_'");
    }

    static String description(String description) {
        int characters = description.codePointCount(0, description.length());
        if (characters > MAX_DESCRIPTION_CHARACTERS) {
            throw new IllegalArgumentException(
                    "a description has at most 1,024 characters; this one has " + characters);
        }
        return description;
    }

    /** The document is counted as it is sent; whether RAM counts white space is open, so there is none. */
    static String document(RamPolicy policy) {
        String document = policy.toJson();
        if (document.length() > RamPolicy.MAX_CHARACTERS) {
            throw new IllegalArgumentException("the document of a custom policy has at most 6,144 characters; this one"
                    + " has " + document.length() + ". Split it into several policies");
        }
        return document;
    }

    static Duration session(Duration duration) {
        if (duration.compareTo(MIN_SESSION) < 0
                || duration.compareTo(MAX_SESSION) > 0
                || !duration.equals(duration.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException(
                    "a role's session lasts 900 to 43,200 whole seconds (15 minutes to 12 hours): " + duration);
        }
        return duration;
    }

    private static String matching(Pattern pattern, String value, String rule) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(rule + ": '" + value + "'");
        }
        return value;
    }
}
