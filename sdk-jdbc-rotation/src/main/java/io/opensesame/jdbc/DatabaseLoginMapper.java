package io.opensesame.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.error.SecretFormatException;
import io.opensesame.secrets.SecretMapper;
import io.opensesame.secrets.SecretValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the forms of a login that are in use; see {@link DatabaseLogin#mapper()}. */
final class DatabaseLoginMapper implements SecretMapper<DatabaseLogin> {
    static final DatabaseLoginMapper INSTANCE = new DatabaseLoginMapper();

    private static final List<String> USERNAME = List.of("AccountName", "username", "user", "UserName");
    private static final List<String> PASSWORD = List.of("AccountPassword", "password", "Password");
    private static final List<String> HOST = List.of("host", "Endpoint", "endpoint");
    private static final List<String> PORT = List.of("port", "Port");
    private static final List<String> DATABASE = List.of("dbname", "database", "DBName");
    private static final String PROPERTIES = "properties";

    private static final JsonMapper JSON = new JsonMapper();

    private DatabaseLoginMapper() {}

    @Override
    public DatabaseLogin map(SecretValue value) {
        Map<String, String> fields = value.exposeFields();
        try {
            DatabaseLogin.Builder login =
                    DatabaseLogin.builder(required(value, fields, USERNAME), required(value, fields, PASSWORD));
            first(fields, HOST).ifPresent(login::host);
            first(fields, PORT).ifPresent(login::port);
            first(fields, DATABASE).ifPresent(login::database);
            addProperties(login, value, fields.getOrDefault(PROPERTIES, "{}"));
            return login.build();
        } catch (IllegalArgumentException e) {
            throw misfit(value, "holds no database login: " + e.getMessage());
        }
    }

    private static void addProperties(DatabaseLogin.Builder login, SecretValue value, String properties) {
        try {
            JsonNode object = JSON.readTree(properties);
            if (!object.isObject()) {
                throw misfit(value, "has '" + PROPERTIES + "' that are no JSON object");
            }
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                if (member.getValue().isContainerNode()) {
                    throw misfit(
                            value,
                            "has a driver property '" + member.getKey() + "' that is no text, number or boolean");
                }
                if (!member.getValue().isNull()) {
                    login.driverProperty(member.getKey(), member.getValue().asText());
                }
            }
        } catch (JsonProcessingException e) {
            throw misfit(value, "has '" + PROPERTIES + "' that are no JSON object");
        }
    }

    private static String required(SecretValue value, Map<String, String> fields, List<String> names) {
        return first(fields, names)
                .orElseThrow(() -> misfit(
                        value,
                        "holds no database login: none of its members is one of " + names
                                + "; read it with a mapper of your own"));
    }

    private static Optional<String> first(Map<String, String> fields, List<String> names) {
        return names.stream()
                .filter(fields::containsKey)
                .map(fields::get)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static SecretFormatException misfit(SecretValue value, String what) {
        return new SecretFormatException(
                value.name(),
                value.versionId(),
                "secret '" + value.name() + "' version '" + value.versionId() + "' " + what);
    }
}
