package io.opensesame.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.error.AccessDeniedDetail;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a refusal says, in either of the service's shapes. A body that is none of them gives empty texts.
 *
 * @param code the error code, such as {@code Forbidden.NoPermission}
 * @param message the service's words, as it sent them
 * @param requestId its id of the call
 * @param denial what it says of a denial besides
 */
record ErrorEnvelope(String code, String message, String requestId, AccessDeniedDetail denial) {
    private static final ErrorEnvelope EMPTY = new ErrorEnvelope("", "", "", AccessDeniedDetail.NONE);
    private static final Pattern ACTION = Pattern.compile("[a-z]{2,32}:[A-Za-z]{2,64}");
    private static final Pattern DENY = Pattern.compile("ImplicitDeny|ExplicitDeny");
    private static final Pattern POLICY_TYPE = Pattern.compile("[A-Za-z]{0,48}Policy");

    /** Reads a JSON object; null stands for a body that is not JSON. */
    static ErrorEnvelope of(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            return EMPTY;
        }
        String code = text(body, "Code", "code");
        return new ErrorEnvelope(
                isToken(code) ? code : "",
                text(body, "Message", "message"),
                requestId(body),
                denial(body.path("AccessDeniedDetail")));
    }

    /** What is none of the documented words is left out, as all of it is shown. */
    private static AccessDeniedDetail denial(JsonNode detail) {
        return new AccessDeniedDetail(
                matching(ACTION, detail.path("AuthAction")),
                matching(DENY, detail.path("NoPermissionType")),
                matching(POLICY_TYPE, detail.path("PolicyType")));
    }

    private static String matching(Pattern pattern, JsonNode value) {
        return value.isTextual() && pattern.matcher(value.asText()).matches() ? value.asText() : "";
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
