package io.opensesame.internal.ram;

import io.opensesame.auth.Credentials;
import io.opensesame.error.SecretFormatException;
import io.opensesame.ram.AccessKey;
import io.opensesame.secrets.SecretMapper;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.SecretValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

/**
 * Reads the AccessKey in a version of a RAM secret. Members that it does not know are ignored: official clients look
 * for several that the service does not document.
 */
final class AccessKeyMapper implements SecretMapper<AccessKey> {
    @Override
    public AccessKey map(SecretValue value) {
        if (!value.type().equals(SecretType.RAM_CREDENTIALS)) {
            throw misfit(
                    value,
                    "is of type " + value.type() + ", and only secrets of type " + SecretType.RAM_CREDENTIALS
                            + " hold an AccessKey to follow; read others with secrets()");
        }
        Map<String, String> fields = value.exposeFields();
        Credentials pair = pair(value, half(value, fields, "AccessKeyId"), half(value, fields, "AccessKeySecret"));
        String generated = fields.getOrDefault("GenerateTimestamp", "");
        try {
            return AccessKey.of(pair, value.versionId(), Instant.parse(generated));
        } catch (DateTimeException unknown) {
            return AccessKey.of(pair, value.versionId());
        }
    }

    private static String half(SecretValue value, Map<String, String> fields, String name) {
        String half = fields.getOrDefault(name, "").strip();
        if (half.isEmpty()) {
            throw misfit(value, "has no " + name + ", so it holds no AccessKey pair");
        }
        if (half.startsWith("{") || half.startsWith("[")) {
            throw misfit(value, "has a JSON object or array as its " + name + ", so it holds no AccessKey pair");
        }
        return half;
    }

    private static Credentials pair(SecretValue value, String id, String secret) {
        try {
            return Credentials.accessKey(id, secret);
        } catch (IllegalArgumentException e) {
            throw misfit(value, "holds no AccessKey pair: " + e.getMessage());
        }
    }

    private static SecretFormatException misfit(SecretValue value, String what) {
        return new SecretFormatException(
                value.name(),
                value.versionId(),
                "secret '" + value.name() + "' version '" + value.versionId() + "' " + what);
    }
}
