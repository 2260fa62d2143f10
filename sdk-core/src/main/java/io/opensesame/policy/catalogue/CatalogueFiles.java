package io.opensesame.policy.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.RamPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the catalogue from the files that the library comes with. */
final class CatalogueFiles {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CatalogueFiles() {}

    static Map<String, KmsOperation> operations() {
        Map<String, KmsOperation> operations = new LinkedHashMap<>();
        elements(file("kms-operations.json"), CatalogueFiles::operation)
                .forEach(operation -> operations.put(operation.name(), operation));
        return operations;
    }

    private static KmsOperation operation(JsonNode node) {
        return new KmsOperation(
                node.path("operation").asText(),
                node.path("group").asText(),
                elements(node.path("permissions"), CatalogueFiles::permission),
                texts(node.path("conditionKeys")),
                node.path("inferred").asBoolean());
    }

    private static KmsPermission permission(JsonNode node) {
        return new KmsPermission(
                node.path("action").asText(),
                elements(node.path("on"), type -> KmsResourceType.valueOf(type.asText())),
                node.path("when").textValue());
    }

    /**
     * Returns the actions that guard the operations, and those that policies name besides, whatever the letter case.
     */
    static Map<String, KmsAction> actions(Iterable<KmsOperation> operations) {
        JsonNode file = file("kms-actions.json");
        Map<String, Set<KmsResourceType>> on = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, Set<String>> guarded = new LinkedHashMap<>();
        Map<String, Set<String>> conditionKeys = new LinkedHashMap<>();
        for (KmsOperation operation : operations) {
            for (KmsPermission permission : operation.permissions()) {
                on.computeIfAbsent(permission.action(), action -> EnumSet.noneOf(KmsResourceType.class))
                        .addAll(permission.on());
                guarded.computeIfAbsent(permission.action(), action -> new LinkedHashSet<>())
                        .add(operation.name());
                conditionKeys
                        .computeIfAbsent(permission.action(), action -> new LinkedHashSet<>())
                        .addAll(operation.conditionKeys());
            }
        }
        texts(file.path("namedByPoliciesOnly")).forEach(action -> on.put(action, EnumSet.allOf(KmsResourceType.class)));
        Map<String, KmsAction> actions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        on.forEach((name, types) -> actions.put(
                name,
                new KmsAction(
                        name,
                        types,
                        List.copyOf(guarded.getOrDefault(name, Set.of())),
                        conditionKeys.getOrDefault(name, Set.of()),
                        file.path("otherSpellings").path(name).textValue())));
        return actions;
    }

    static List<ConditionKey> conditionKeys() {
        return elements(
                file("condition-keys.json"),
                node -> new ConditionKey(
                        node.path("key").asText(),
                        ConditionKey.Type.valueOf(node.path("type").asText()),
                        node.path("meaning").asText(),
                        texts(node.path("policies")).stream()
                                .map(PolicyType::valueOf)
                                .collect(Collectors.toSet()),
                        node.path("inKmsRequests").asBoolean(),
                        node.path("inEveryRequest").asBoolean()));
    }

    static List<SystemPolicy> systemPolicies() {
        return elements(
                file("system-policies.json"),
                node -> new SystemPolicy(
                        node.path("name").asText(),
                        node.path("description").asText(),
                        node.path("serviceRole").asBoolean(),
                        elements(
                                node.path("versions"),
                                version -> new SystemPolicyVersion(
                                        version.path("id").asText(),
                                        LocalDate.parse(version.path("date").asText()),
                                        RamPolicy.parse(version.path("document").toString())))));
    }

    static List<DecryptRule> decryptRules() {
        return elements(
                file("decrypt-rules.json"),
                node -> new DecryptRule(
                        DecryptRule.Gateway.valueOf(node.path("gateway").asText()),
                        DecryptRule.CredentialsKind.valueOf(
                                node.path("credentials").asText()),
                        DecryptRule.KeyOwner.valueOf(node.path("key").asText()),
                        node.path("needed").asBoolean(),
                        node.path("because").asText()));
    }

    private static <T> List<T> elements(JsonNode list, Function<JsonNode, T> element) {
        List<T> elements = new ArrayList<>();
        list.forEach(node -> elements.add(element.apply(node)));
        return List.copyOf(elements);
    }

    private static List<String> texts(JsonNode list) {
        return elements(list, JsonNode::asText);
    }

    private static JsonNode file(String name) {
        try (InputStream stream = CatalogueFiles.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the library's resource " + name + " is missing");
            }
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("the library's resource " + name + " cannot be read", e);
        }
    }
}
