package io.opensesame.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * The permission that a denied call lacked.
 *
 * @param action the action in the policy's words, such as {@code kms:GetSecretValue}
 * @param resourceArn what it is needed on; {@code *} for the parts that are not known
 */
record DeniedPermission(String action, String resourceArn) {
    private static final String NAMING = "operation for ";

    /**
     * Concludes it from the call and from the service's words. These name the resource at times: {@code This operation
     * for acs:kms:… is forbidden}. If that is a key and the call is about a secret, what lacks is the use of the key.
     */
    static DeniedPermission of(RpcService service, RpcCall call, String message) {
        String region = service.endpoint().region().orElse("*");
        String named = named(message);
        boolean namesKey = named.contains(":key/") || (!named.isEmpty() && !named.startsWith("acs:"));
        String arn = named.isEmpty() ? arn(service, call, region) : namedArn(named, region);
        if (namesKey && call.isAboutSecrets()) {
            boolean reads = call.action().startsWith("Get") || call.action().startsWith("BatchGet");
            return new DeniedPermission(reads ? "kms:Decrypt" : "kms:GenerateDataKey", arn);
        }
        return new DeniedPermission(service.product() + ":" + call.action(), arn);
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

    private static String namedArn(String named, String region) {
        return named.startsWith("acs:") ? named : "acs:kms:" + region + ":*:key/" + named;
    }

    private static String arn(RpcService service, RpcCall call, String region) {
        String resource = call.resource();
        if (resource.startsWith("acs:")) {
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
