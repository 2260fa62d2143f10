package io.opensesame.internal.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.auth.Credentials;
import io.opensesame.error.CredentialsException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Supplier;

/** Reads temporary credentials from the JSON forms of STS and the metadata service. */
final class CredentialsJson {
    private CredentialsJson() {}

    /** Reads an answer of the metadata service or of a credentials URI, in which {@code Code} is {@code Success}. */
    static Credentials fromCodedAnswer(String what, String body) {
        JsonNode answer = JsonDocuments.parseObject(what, body);
        String code = JsonDocuments.text(answer, "Code");
        if (!code.equals("Success")) {
            throw new CredentialsException(
                    what + " has "
                            + (code.isEmpty() ? "no Code" : "Code " + SafeText.code(code) + " instead of Success")
                            + ".",
                    null);
        }
        return fromMembers(what, answer);
    }

    /** Reads an answer of STS, whose member {@code Credentials} holds them. */
    static Credentials fromStsAnswer(String what, JsonNode answer) {
        JsonNode credentials = answer.path("Credentials");
        if (!credentials.isObject()) {
            throw new CredentialsException(what + " holds no object Credentials.", null);
        }
        return fromMembers(what, credentials);
    }

    private static Credentials fromMembers(String what, JsonNode object) {
        String accessKeyId = required(what, object, "AccessKeyId");
        String accessKeySecret = required(what, object, "AccessKeySecret");
        String securityToken = required(what, object, "SecurityToken");
        Instant expiration = instant(what, "Expiration", required(what, object, "Expiration"));
        return checked(what, () -> Credentials.temporary(accessKeyId, accessKeySecret, securityToken, expiration));
    }

    static String required(String what, JsonNode object, String member) {
        String value = JsonDocuments.text(object, member);
        if (value.isEmpty()) {
            throw new CredentialsException(what + " holds no " + member + ".", null);
        }
        return value;
    }

    static Instant instant(String what, String member, String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            // Without the cause, which quotes the value: members may have been mixed up.
            throw new CredentialsException(
                    what + " holds a " + member + " that is not a time like 2026-01-02T09:04:05Z.", null);
        }
    }

    /** Makes credentials from text from outside; {@code what} names the text in the message if they are malformed. */
    static Credentials checked(String what, Supplier<Credentials> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw new CredentialsException(what + " is malformed: " + e.getMessage() + ".", null);
        }
    }
}
