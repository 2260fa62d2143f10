package io.opensesame.jdbc.rotator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.error.SecretFormatException;
import io.opensesame.jdbc.DatabaseLogin;
import io.opensesame.kms.secret.GetSecretValueResponse;
import io.opensesame.kms.secret.SecretData;
import io.opensesame.secrets.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A secret's value that holds a login, and can be written again with another login in it. Immutable. */
final class LoginDocument {
    private static final List<String> ACCOUNT = List.of("AccountName", "username", "user", "UserName");
    private static final List<String> PASSWORD = List.of("AccountPassword", "password", "Password");

    /** Numbers are kept as they are written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final String secretName;
    private final String versionId;
    private final boolean binary;
    private final ObjectNode members;
    private final DatabaseLogin login;

    private LoginDocument(String secretName, String versionId, boolean binary, ObjectNode members) {
        this.secretName = secretName;
        this.versionId = versionId;
        this.binary = binary;
        this.members = members;
        this.login = login(members);
    }

    /**
     * Reads a version.
     *
     * @throws SecretFormatException if it is no login of a form that {@link DatabaseLogin#mapper()} reads
     */
    static LoginDocument of(GetSecretValueResponse answer) {
        String text = new String(answer.exposeBytes(), StandardCharsets.UTF_8);
        try {
            if (JSON.readTree(text) instanceof ObjectNode members) {
                return new LoginDocument(
                        answer.secretName(), answer.versionId(), answer.data().holdsBytes(), members);
            }
        } catch (JsonProcessingException e) {
            // Its message quotes the value.
        }
        throw misfit(answer.secretName(), answer.versionId(), "is no JSON object");
    }

    DatabaseLogin login() {
        return login;
    }

    String versionId() {
        return versionId;
    }

    /**
     * Returns this value with another login in it, and everything else as it is.
     *
     * @throws SecretFormatException if what reads logins would not find that login in it
     */
    SecretData with(String account, String password) {
        ObjectNode changed = members.deepCopy();
        replace(changed, ACCOUNT, login.username(), account);
        replace(changed, PASSWORD, login.exposePassword(), password);
        DatabaseLogin read = login(changed);
        if (!read.username().equals(account) || !read.exposePassword().equals(password)) {
            throw misfit(
                    secretName, versionId, "holds its login in members that cannot be written: use one of " + PASSWORD);
        }
        String text = changed.toString();
        return binary ? SecretData.binary(text.getBytes(StandardCharsets.UTF_8)) : SecretData.text(text);
    }

    /** Some values hold a login under several names; members of those names that hold something else stay. */
    private static void replace(ObjectNode members, List<String> names, String old, String replacement) {
        for (String name : names) {
            JsonNode member = members.get(name);
            if (member != null && member.asText().equals(old)) {
                members.put(name, replacement);
            }
        }
    }

    private DatabaseLogin login(ObjectNode json) {
        return DatabaseLogin.mapper()
                .map(SecretValue.builder(secretName, versionId)
                        .text(json.toString())
                        .build());
    }

    private static SecretFormatException misfit(String secretName, String versionId, String what) {
        return new SecretFormatException(
                secretName, versionId, "secret '" + secretName + "' version '" + versionId + "' " + what);
    }

    @Override
    public String toString() {
        return "LoginDocument[secretName=" + secretName + ", versionId=" + versionId + ", value=<redacted>]";
    }
}
