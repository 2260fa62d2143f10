package io.opensesame.spring.redis;

import io.lettuce.core.RedisCredentials;
import io.opensesame.error.SecretFormatException;
import io.opensesame.secrets.SecretValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The login that one version of a secret holds. Immutable; there is one for each version. */
final class SecretCredentials implements RedisCredentials {
    private static final List<String> USERNAME = List.of("AccountName", "username", "user", "UserName");
    private static final List<String> PASSWORD = List.of("AccountPassword", "password", "Password");

    private final String versionId;
    private final @Nullable String username;
    private final char[] password;

    private SecretCredentials(String versionId, @Nullable String username, String password) {
        this.versionId = versionId;
        this.username = username;
        this.password = password.toCharArray();
    }

    /**
     * Reads a JSON object with a password and, unless it is that of the user {@code default}, a user name; or takes any
     * other text for the password.
     */
    static SecretCredentials of(SecretValue value) {
        String text = value.exposeText();
        if (!text.stripLeading().startsWith("{")) {
            return new SecretCredentials(value.versionId(), null, text);
        }
        Map<String, String> fields = value.exposeFields();
        String password = first(fields, PASSWORD);
        if (password == null) {
            throw new SecretFormatException(
                    value.name(),
                    value.versionId(),
                    "secret '" + value.name() + "' version '" + value.versionId()
                            + "' holds no Redis login: none of its members is one of " + PASSWORD);
        }
        return new SecretCredentials(value.versionId(), first(fields, USERNAME), password);
    }

    private static @Nullable String first(Map<String, String> fields, List<String> names) {
        return names.stream()
                .map(name -> fields.getOrDefault(name, ""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(null);
    }

    String versionId() {
        return versionId;
    }

    /** Whether it is this version's password: the very array, which a command that logs in carries. */
    boolean isPassword(char[] candidate) {
        return password == candidate;
    }

    @Override
    public @Nullable String getUsername() {
        return username;
    }

    @Override
    public boolean hasUsername() {
        return username != null;
    }

    @Override
    public char[] getPassword() {
        return password;
    }

    @Override
    public boolean hasPassword() {
        return true;
    }

    /** {@return the user's name and the version} */
    @Override
    public String toString() {
        return "SecretCredentials[username=" + username + ", versionId=" + versionId + ", password=<redacted>]";
    }
}
