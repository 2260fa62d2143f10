package io.opensesame.policy.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.policy.KmsResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every operation of KMS and the permissions that it needs, as data. Immutable and thread-safe.
 *
 * @see "KMS documentation: use RAM to manage access to KMS resources"
 */
public final class KmsCatalogue {
    private static final KmsCatalogue INSTANCE = new KmsCatalogue(read());

    private final Map<String, KmsOperation> operations;

    private KmsCatalogue(Map<String, KmsOperation> operations) {
        this.operations = Collections.unmodifiableMap(operations);
    }

    /** {@return the catalogue that this version of the library comes with} */
    public static KmsCatalogue instance() {
        return INSTANCE;
    }

    /** {@return every operation; unmodifiable} */
    public Collection<KmsOperation> operations() {
        return operations.values();
    }

    /**
     * Returns an operation.
     *
     * @param name its name, such as {@code GetSecretValue}
     * @return the operation, or empty if KMS has none of that name, or one newer than this library
     */
    public Optional<KmsOperation> operation(String name) {
        return Optional.ofNullable(operations.get(name));
    }

    private static Map<String, KmsOperation> read() {
        Map<String, KmsOperation> operations = new LinkedHashMap<>();
        for (JsonNode node : resource("kms-operations.json")) {
            KmsOperation operation = operation(node);
            operations.put(operation.name(), operation);
        }
        return operations;
    }

    private static KmsOperation operation(JsonNode node) {
        List<KmsPermission> permissions = new ArrayList<>();
        node.path("permissions").forEach(permission -> permissions.add(permission(permission)));
        return new KmsOperation(
                node.path("operation").asText(),
                node.path("group").asText(),
                permissions,
                texts(node.path("conditionKeys")),
                node.path("inferred").asBoolean());
    }

    private static KmsPermission permission(JsonNode node) {
        return new KmsPermission(
                node.path("action").asText(),
                texts(node.path("on")).stream().map(KmsResourceType::valueOf).toList(),
                node.path("when").textValue());
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static JsonNode resource(String name) {
        try (InputStream stream = KmsCatalogue.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the library's resource " + name + " is missing");
            }
            return JsonMapper.builder().build().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("the library's resource " + name + " cannot be read", e);
        }
    }
}
