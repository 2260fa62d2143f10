package io.opensesame.internal.cache;

import io.opensesame.secrets.VersionStage;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is read from KMS: one stage of a secret, or one version by its id.
 *
 * @param name the secret's name or ARN
 * @param stage the stage; null if a version is asked for
 * @param versionId the version's id; null if a stage is asked for
 */
public record ReadRequest(
        String name, @Nullable VersionStage stage, @Nullable String versionId) {
    private static final int MAXIMUM_NAME_LENGTH = 192;
    private static final int MAXIMUM_VERSION_ID_LENGTH = 64;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_/+=.@-]{1," + MAXIMUM_NAME_LENGTH + "}");
    private static final Pattern ARN =
            Pattern.compile("acs:kms:[a-z0-9-]+:[0-9]+:secret/[A-Za-z0-9_/+=.@-]{1," + MAXIMUM_NAME_LENGTH + "}");

    static ReadRequest stage(String name, VersionStage stage) {
        return new ReadRequest(checked(name), stage, null);
    }

    static ReadRequest version(String name, String versionId) {
        if (versionId.isEmpty() || versionId.length() > MAXIMUM_VERSION_ID_LENGTH) {
            throw new IllegalArgumentException("a version id has 1 to " + MAXIMUM_VERSION_ID_LENGTH
                    + " characters, this one has " + versionId.length());
        }
        return new ReadRequest(checked(name), null, versionId);
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches() && !ARN.matcher(name).matches()) {
            throw new IllegalArgumentException("a secret is named by 1 to " + MAXIMUM_NAME_LENGTH
                    + " letters, digits or _ / + = . @ -, or by its ARN acs:kms:<region>:<account>:secret/<name>: "
                    + (name.isEmpty()
                            ? "the name is empty"
                            : "'" + shown(name) + "' (" + name.length() + " characters)"));
        }
        return name;
    }

    /** The name as far as it can go into a message: short, and without control characters. */
    private static String shown(String name) {
        String start = name.length() <= 64 ? name : name.substring(0, 64) + "...";
        return start.chars()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    Optional<String> expectedVersionId() {
        return Optional.ofNullable(versionId);
    }

    @Override
    public String toString() {
        return "'" + name + "' " + (stage != null ? "at stage " + stage : "version '" + versionId + "'");
    }
}
