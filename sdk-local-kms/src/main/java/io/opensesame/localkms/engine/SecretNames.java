package io.opensesame.localkms.engine;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.regex.Pattern;

/** The rules for names of secrets and ids of versions. */
final class SecretNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_/+=.@-]{1,192}");
    private static final int MAX_VERSION_ID_LENGTH = 64;

    private SecretNames() {}

    static String check(String parameter, String name) {
        if (!NAME.matcher(name).matches()) {
            throw ServiceRefusal.invalid(parameter);
        }
        return name;
    }

    static String checkVersionId(String versionId) {
        boolean blank = versionId.isBlank() || versionId.chars().anyMatch(Character::isISOControl);
        if (blank || versionId.codePointCount(0, versionId.length()) > MAX_VERSION_ID_LENGTH) {
            throw ServiceRefusal.invalid("VersionId");
        }
        return versionId;
    }
}
