package io.opensesame.internal.permission;

import io.opensesame.policy.KmsResourceType;
import java.util.List;
import java.util.Map;

/** A call, as far as it names what it is about. Immutable. */
final class CalledOperation {
    private final String name;
    private final Map<String, String> parameters;
    private final String resource;

    /**
     * @param name the operation
     * @param parameters its parameters, in clear
     * @param resource what it is called on, for a call whose parameters do not name it; empty for nothing
     */
    CalledOperation(String name, Map<String, String> parameters, String resource) {
        this.name = name;
        this.parameters = parameters;
        this.resource = resource;
    }

    String name() {
        return name;
    }

    String parameter(String parameter) {
        return parameters.getOrDefault(parameter, "");
    }

    /** The type of what it names, of a call that may be about several types. */
    KmsResourceType type() {
        if (name.contains("Secret")
                || parameters.containsKey("SecretName")
                || parameter("ResourceType").equals("secret")) {
            return KmsResourceType.SECRET;
        }
        return name.contains("Certificate") || parameters.containsKey("CertificateId")
                ? KmsResourceType.CERTIFICATE
                : KmsResourceType.KEY;
    }

    /** The names, ids or ARNs that it gives for a type of resource; none where KMS alone knows, as of a ciphertext. */
    List<String> named(KmsResourceType type, String action) {
        return switch (type) {
            case SECRET -> values("SecretName", ".SecretName");
            case KEY -> keys(action);
            case ALIAS -> values("AliasName");
            default -> resource.isEmpty() ? List.of() : List.of(resource);
        };
    }

    private List<String> keys(String action) {
        return switch (action) {
            case "kms:Decrypt", "kms:ExportDataKey" -> List.of();
            case "kms:ReEncryptFrom" -> present(parameter("SourceKeyId"));
            case "kms:ReEncryptTo" -> present(parameters.getOrDefault("DestinationKeyId", resource));
            case "kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias" -> present(parameter("KeyId"));
            case "kms:SetDeletionProtection" -> values("KeyId", "ProtectedResourceArn");
            default -> values("KeyId");
        };
    }

    private List<String> values(String... endings) {
        List<String> values = parameters.entrySet().stream()
                .filter(parameter -> isNaming(parameter.getKey(), endings))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        return values.isEmpty() ? present(resource) : values;
    }

    private static boolean isNaming(String parameter, String... endings) {
        for (String ending : endings) {
            if (ending.startsWith(".") ? parameter.endsWith(ending) : parameter.equals(ending)) {
                return true;
            }
        }
        return parameter.startsWith("ResourceId.");
    }

    private static List<String> present(String value) {
        return value.isEmpty() ? List.of() : List.of(value);
    }
}
