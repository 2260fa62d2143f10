package io.opensesame.internal.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One call of an RPC-style operation, before it is signed.
 *
 * @param action the operation, such as {@code GetSecretValue}: letters and digits
 * @param parameters its parameters, in clear
 * @param resource what it is called on, for messages; empty for none
 * @param confidential whether parameters hold secrets, and so belong in the body rather than in the URL
 */
public record RpcCall(String action, Map<String, String> parameters, String resource, boolean confidential) {
    public RpcCall {
        if (action.isEmpty() || !action.chars().allMatch(RpcCall::isLetterOrDigit)) {
            throw new IllegalArgumentException(
                    "an action is letters and digits, such as GetSecretValue: '" + action + "'");
        }
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        parameters.forEach((name, value) -> Objects.requireNonNull(value, name));
        Objects.requireNonNull(resource, "resource");
    }

    static boolean isLetterOrDigit(int c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }

    /** Whether it is about secrets, rather than about keys and the rest. */
    boolean isAboutSecrets() {
        return action.contains("Secret") || parameters.containsKey("SecretName");
    }

    /** Whether it is about certificates. */
    boolean isAboutCertificates() {
        return action.contains("Certificate") || parameters.containsKey("CertificateId");
    }

    /** The operation and what it is called on, for messages. */
    String words() {
        return resource.isEmpty() ? action : action + " of '" + resource + "'";
    }

    /** Names action and resource only: parameters may hold secrets. */
    @Override
    public String toString() {
        return "RpcCall[" + words() + "]";
    }
}
