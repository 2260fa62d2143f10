package io.opensesame.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The permission that a denied call lacked.
 *
 * @param action the action in the policy's words, such as {@code kms:GetSecretValue}
 * @param resourceArn what the call was about; {@code *} for the parts that are not known
 * @param neededOn all that the permission is needed on: what the call was about, for an alias its key too, for a batch
 *     each secret
 */
record DeniedPermission(String action, String resourceArn, List<String> neededOn) {
    private static final String NAMING = "operation for ";

    /** What is made or listed has no ARN of its own yet: the permission is needed on all of its kind. */
    private static final Map<String, String> CONTAINERS = Map.of(
            "CreateSecret", "secret",
            "ListSecrets", "secret",
            "CreateKey", "key",
            "ListKeys", "key",
            "ListAliases", "alias",
            "CreateCertificate", "certificate");

    /** What these are called on stands in the ciphertext, which only KMS can read. */
    private static final Set<String> NAMED_BY_CIPHERTEXT = Set.of("Decrypt", "ExportDataKey", "ReEncrypt");

    private static final String BATCH_READ = "BatchGetSecretValue";

    private static final Set<String> ON_ALIAS_AND_KEY = Set.of("CreateAlias", "UpdateAlias", "DeleteAlias");

    /**
     * Concludes it from the call and from the service's words. These name the resource at times: {@code This operation
     * for acs:kms:… is forbidden}. If that is a key and the call is about a secret, what lacks is the use of the key.
     */
    static DeniedPermission of(RpcService service, RpcCall call, String message) {
        String region = service.endpoint().region().orElse("*");
        String prefix = "acs:kms:" + region + ":*:";
        String named = named(message);
        boolean namesKey = named.contains(":key/") || (!named.isEmpty() && !named.startsWith("acs:"));
        String arn = named.isEmpty() ? arn(service, call, prefix) : namedArn(named, call, prefix);
        if (namesKey && call.isAboutSecrets()) {
            boolean reads = call.action().startsWith("Get") || call.action().startsWith("BatchGet");
            return new DeniedPermission(reads ? "kms:Decrypt" : "kms:GenerateDataKey", arn, List.of(arn));
        }
        return new DeniedPermission(action(service, call, named), arn, neededOn(call, arn, prefix));
    }

    private static String action(RpcService service, RpcCall call, String named) {
        return switch (call.action()) {
            case "ReEncrypt" -> reEncryptAction(call, named);
            // It has no action of its own: whoever reads several secrets must be allowed to read each.
            case BATCH_READ -> "kms:GetSecretValue";
            default -> service.product() + ":" + call.action();
        };
    }

    private static List<String> neededOn(RpcCall call, String arn, String prefix) {
        if (ON_ALIAS_AND_KEY.contains(call.action())) {
            return aliasAndKey(call, arn, prefix);
        }
        if (call.action().equals(BATCH_READ) && arn.endsWith(":secret/*")) {
            List<String> secrets = call.parameters().entrySet().stream()
                    .filter(parameter -> parameter.getKey().endsWith(".SecretName"))
                    .map(parameter -> secretArn(parameter.getValue(), prefix))
                    .distinct()
                    .toList();
            return secrets.isEmpty() ? List.of(arn) : secrets;
        }
        // Which of the two is checked before a certificate has an id, is not established.
        return arn.endsWith(":certificate") ? List.of(arn, prefix + "certificate/*") : List.of(arn);
    }

    /**
     * A call needs one action on the key of the ciphertext and another on the destination. If the message names a key
     * that is surely not the destination, the first is lacking; else either may, and both may be about one key.
     */
    private static String reEncryptAction(RpcCall call, String named) {
        String destination = call.resource();
        boolean namesSource = !named.isEmpty()
                && !destination.contains("alias/")
                && !lastPart(named).equals(lastPart(destination));
        return namesSource ? "kms:ReEncryptFrom" : "kms:ReEncrypt*";
    }

    private static String lastPart(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** What the message says is forbidden, or empty. */
    private static String named(String message) {
        int from = message.indexOf(NAMING);
        int to = message.indexOf(" is forbidden", Math.max(0, from));
        if (from < 0 || to < 0) {
            return "";
        }
        String named = message.substring(from + NAMING.length(), to).strip();
        boolean isOneWord = named.chars().noneMatch(c -> c <= ' ' || c == '"');
        return isOneWord && named.length() <= 512 ? named : "";
    }

    private static String namedArn(String named, RpcCall call, String prefix) {
        if (named.startsWith("acs:")) {
            return named;
        }
        if (call.isAboutCertificates()) {
            return prefix + "certificate/" + named;
        }
        return prefix + (named.startsWith("alias/") ? named : "key/" + named);
    }

    private static String arn(RpcService service, RpcCall call, String prefix) {
        if (NAMED_BY_CIPHERTEXT.contains(call.action())) {
            return prefix + "key/*";
        }
        String resource = call.resource();
        if (resource.startsWith("acs:")) {
            return resource;
        }
        if (!service.product().equals("kms")) {
            return "*";
        }
        String container = CONTAINERS.get(call.action());
        if (container != null) {
            return prefix + container;
        }
        if (call.action().equals(BATCH_READ)) {
            return prefix + "secret/*";
        }
        if (call.isAboutSecrets()) {
            return resource.isEmpty() ? prefix + "secret" : prefix + "secret/" + resource;
        }
        if (call.isAboutCertificates()) {
            return prefix + "certificate/" + resource;
        }
        // The operations on tags of several resources say of which type all of them are.
        if (call.parameters().getOrDefault("ResourceType", "").equals("secret")) {
            return resource.isEmpty() ? "*" : prefix + "secret/" + resource;
        }
        if (ON_ALIAS_AND_KEY.contains(call.action())) {
            return aliasArn(call, prefix);
        }
        return resource.isEmpty() ? "*" : keyArn(resource, prefix);
    }

    private static String secretArn(String secretName, String prefix) {
        return secretName.startsWith("acs:") ? secretName : prefix + "secret/" + secretName;
    }

    /** Both must be allowed. The one that the message named is known in full. */
    private static List<String> aliasAndKey(RpcCall call, String known, String prefix) {
        String keyId = call.parameters().getOrDefault("KeyId", "*");
        return known.contains(":key/") ? List.of(aliasArn(call, prefix), known) : List.of(known, keyArn(keyId, prefix));
    }

    /** The name of an alias begins with {@code alias/} itself. */
    private static String aliasArn(RpcCall call, String prefix) {
        return prefix + call.parameters().getOrDefault("AliasName", "alias/*");
    }

    /** Which key is behind an alias, only KMS knows. */
    private static String keyArn(String keyId, String prefix) {
        if (keyId.startsWith("acs:")) {
            return keyId;
        }
        return prefix + (keyId.startsWith("alias/") ? "key/*" : "key/" + keyId);
    }

    /** The least statement of a RAM policy that grants it, as JSON. */
    String statement() {
        ObjectNode statement =
                JsonNodeFactory.instance.objectNode().put("Effect", "Allow").put("Action", action);
        if (neededOn.size() == 1) {
            statement.put("Resource", neededOn.get(0));
        } else {
            neededOn.forEach(statement.putArray("Resource")::add);
        }
        return statement.toString();
    }
}
