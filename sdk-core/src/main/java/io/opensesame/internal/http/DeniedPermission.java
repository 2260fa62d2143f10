package io.opensesame.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Set;

/**
 * The permission that a denied call lacked.
 *
 * @param action the action in the policy's words, such as {@code kms:GetSecretValue}
 * @param resourceArn what it is needed on; {@code *} for the parts that are not known
 */
record DeniedPermission(String action, String resourceArn) {
    private static final String NAMING = "operation for ";

    /** What these are called on stands in the ciphertext, which only KMS can read. */
    private static final Set<String> NAMED_BY_CIPHERTEXT = Set.of("Decrypt", "ExportDataKey", "ReEncrypt");

    /**
     * Concludes it from the call and from the service's words. These name the resource at times: {@code This operation
     * for acs:kms:… is forbidden}. If that is a key and the call is about a secret, what lacks is the use of the key.
     */
    static DeniedPermission of(RpcService service, RpcCall call, String message) {
        String region = service.endpoint().region().orElse("*");
        String named = named(message);
        boolean namesKey = named.contains(":key/") || (!named.isEmpty() && !named.startsWith("acs:"));
        String arn = named.isEmpty() ? arn(service, call, region) : namedArn(named, call, region);
        if (namesKey && call.isAboutSecrets()) {
            boolean reads = call.action().startsWith("Get") || call.action().startsWith("BatchGet");
            return new DeniedPermission(reads ? "kms:Decrypt" : "kms:GenerateDataKey", arn);
        }
        if (call.action().equals("ReEncrypt")) {
            return new DeniedPermission(reEncryptAction(call, named), arn);
        }
        return new DeniedPermission(service.product() + ":" + call.action(), arn);
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

    private static String namedArn(String named, RpcCall call, String region) {
        String kind = call.isAboutCertificates() ? "certificate/" : "key/";
        return named.startsWith("acs:") ? named : "acs:kms:" + region + ":*:" + kind + named;
    }

    private static String arn(RpcService service, RpcCall call, String region) {
        String resource = call.resource();
        if (resource.startsWith("acs:") && !call.action().equals("ReEncrypt")) {
            return resource;
        }
        if (!service.product().equals("kms")) {
            return "*";
        }
        String prefix = "acs:kms:" + region + ":*:";
        if (call.isAboutSecrets()) {
            boolean onContainer =
                    call.action().equals("CreateSecret") || call.action().equals("ListSecrets");
            return onContainer || resource.isEmpty() ? prefix + "secret" : prefix + "secret/" + resource;
        }
        if (call.isAboutCertificates()) {
            // A certificate to be made has no id yet: what is then checked is its container, or any certificate.
            return prefix + (resource.isEmpty() ? "certificate*" : "certificate/" + resource);
        }
        if (NAMED_BY_CIPHERTEXT.contains(call.action())) {
            return prefix + "key/*";
        }
        if (resource.startsWith("alias/")) {
            return call.action().endsWith("Alias") ? prefix + "alias/" + resource : prefix + "key/*";
        }
        return resource.isEmpty() ? "*" : prefix + "key/" + resource;
    }

    /** The least statement of a RAM policy that grants it, as JSON. */
    String statement() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Effect", "Allow")
                .put("Action", action)
                .put("Resource", resourceArn)
                .toString();
    }
}
