package io.opensesame.kms.secret;

import java.util.ArrayList;
import java.util.List;

/**
 * Asks for the values of up to {@value #MAX_SECRETS} secrets in one call. Immutable.
 *
 * <p>The operation is new and not served everywhere: a caller that is refused with {@code InvalidApi.NotFound} or
 * {@code InvalidAction.NotFound} should read one by one. No source shows how the list travels; it is sent in the form
 * that every other list of the service has, {@code SecretsList.1.SecretName} and so on.
 *
 * @see "KMS API reference: BatchGetSecretValue"
 */
public final class BatchGetSecretValueRequest implements SecretRequest<BatchGetSecretValueResponse> {
    /** The most secrets of one call: {@value}. */
    public static final int MAX_SECRETS = 20;

    private final List<GetSecretValueRequest> reads;

    private BatchGetSecretValueRequest(Builder builder) {
        this.reads = List.copyOf(builder.reads);
        Rules.between("the number of secrets of a batch", reads.size(), 1, MAX_SECRETS);
    }

    /**
     * Returns a request for the current versions of secrets.
     *
     * @param secretNames 1 to {@value #MAX_SECRETS} names or ARNs
     * @return the request
     * @throws IllegalArgumentException if there are fewer or more, or one is neither
     */
    public static BatchGetSecretValueRequest of(String... secretNames) {
        Builder builder = builder();
        for (String secretName : secretNames) {
            builder.read(GetSecretValueRequest.of(secretName));
        }
        return builder.build();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return what to read; unmodifiable} */
    public List<GetSecretValueRequest> reads() {
        return reads;
    }

    @Override
    public String toString() {
        return "BatchGetSecretValueRequest[reads=" + reads + "]";
    }

    /** Builds a {@link BatchGetSecretValueRequest}. Not thread-safe. */
    public static final class Builder {
        private final List<GetSecretValueRequest> reads = new ArrayList<>();

        private Builder() {}

        /**
         * Adds one read.
         *
         * @param read the read; not a dry run, which the operation doesn't know
         * @return this builder
         * @throws IllegalArgumentException if it is a dry run
         */
        public Builder read(GetSecretValueRequest read) {
            if (read.dryRun()) {
                throw new IllegalArgumentException(
                        "BatchGetSecretValue has no dry run; got one of '" + read.secretName() + "'");
            }
            reads.add(read);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if there are none, or more than
         *     {@value BatchGetSecretValueRequest#MAX_SECRETS}
         */
        public BatchGetSecretValueRequest build() {
            return new BatchGetSecretValueRequest(this);
        }
    }
}
