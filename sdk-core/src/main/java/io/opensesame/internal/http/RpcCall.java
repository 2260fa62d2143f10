package io.opensesame.internal.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call of an RPC-style operation, before it is signed.
 *
 * @param action the operation, such as {@code GetSecretValue}
 * @param parameters its parameters, in clear
 * @param resource what it is called on, for messages; empty for none
 * @param confidential whether parameters hold secrets, and so belong in the body rather than in the URL
 */
public record RpcCall(String action, Map<String, String> parameters, String resource, boolean confidential) {
    public RpcCall {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Names action and resource only: parameters may hold secrets. */
    @Override
    public String toString() {
        return "RpcCall[" + action + (resource.isEmpty() ? "" : " of '" + resource + "'") + "]";
    }
}
