package io.opensesame.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a refusal says, in either of the service's shapes. A body that is none of them gives empty texts.
 *
 * @param code the error code, such as {@code Forbidden.NoPermission}
 * @param message the service's words, as it sent them
 * @param requestId its id of the call
 */
record ErrorEnvelope(String code, String message, String requestId) {
    private static final ErrorEnvelope EMPTY = new ErrorEnvelope("", "", "");

    /** Reads a JSON object; null stands for a body that is not JSON. */
    static ErrorEnvelope of(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            return EMPTY;
        }
        String code = text(body, "Code", "code");
        return new ErrorEnvelope(isToken(code) ? code : "", text(body, "Message", "message"), requestId(body));
    }

    /** The service's id of the call, in a refusal or an answer. */
    static String requestId(JsonNode body) {
        String requestId = text(body, "RequestId", "requestId");
        return isToken(requestId) ? requestId : "";
    }

    private static String text(JsonNode body, String name, String otherName) {
        JsonNode value = body.hasNonNull(name) ? body.get(name) : body.get(otherName);
        return value != null && value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    /** Codes and ids go into logs as they are, so nothing else than a plain word is taken for one. */
    private static boolean isToken(String text) {
        return text.length() <= 128
                && text.chars().allMatch(c -> RpcCall.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_');
    }
}
