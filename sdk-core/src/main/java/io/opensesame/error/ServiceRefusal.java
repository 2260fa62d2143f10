package io.opensesame.error;

/**
 * What a service said when it refused a call: the facts that every {@link KmsServiceException} carries.
 *
 * @param action the operation that was called, such as {@code GetSecretValue}
 * @param resource what it was called on, such as a secret's name; empty where the operation names nothing
 * @param endpoint the host, with the port if one was given, that answered
 * @param httpStatus the HTTP status of the answer
 * @param code the service's error code, such as {@code Forbidden.NoPermission}; empty if the answer held none
 * @param message the service's own words, shortened and free of secrets; empty if the answer held none
 * @param requestId the id under which the service knows the call; empty if the answer held none
 */
public record ServiceRefusal(
        String action,
        String resource,
        String endpoint,
        int httpStatus,
        String code,
        String message,
        String requestId) {
    /** {@return the refusal as one sentence, for an exception's message} */
    String sentence() {
        StringBuilder sentence = new StringBuilder(160).append(action);
        if (!resource.isEmpty()) {
            sentence.append(" of '").append(resource).append('\'');
        }
        sentence.append(" at ").append(endpoint).append(" was refused: HTTP ").append(httpStatus);
        if (!code.isEmpty()) {
            sentence.append(' ').append(code);
        }
        if (!message.isEmpty()) {
            sentence.append(", \"").append(message).append('"');
        }
        if (!requestId.isEmpty()) {
            sentence.append(" (request id ").append(requestId).append(')');
        }
        return sentence.toString();
    }
}
