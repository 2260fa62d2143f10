package io.opensesame.kms.secret;

import java.util.List;

/**
 * The values that a batch read, and why others could not be read. Immutable; it never prints a value.
 *
 * @see "KMS API reference: BatchGetSecretValue"
 */
public final class BatchGetSecretValueResponse {
    private final List<GetSecretValueResponse> values;
    private final List<BatchFailure> failures;
    private final String requestId;

    /**
     * Creates the answer from a copy of what it is given.
     *
     * @param values what was read
     * @param failures what was not
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public BatchGetSecretValueResponse(
            List<GetSecretValueResponse> values, List<BatchFailure> failures, String requestId) {
        this.values = List.copyOf(values);
        this.failures = List.copyOf(failures);
        this.requestId = requestId;
    }

    /** {@return what was read, in the order of the answer; unmodifiable} */
    public List<GetSecretValueResponse> values() {
        return values;
    }

    /** {@return what was not read, and why; unmodifiable} */
    public List<BatchFailure> failures() {
        return failures;
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    /** Shows the values as they show themselves, redacted. */
    @Override
    public String toString() {
        return "BatchGetSecretValueResponse[values=" + values + ", failures=" + failures + ", requestId=" + requestId
                + "]";
    }
}
