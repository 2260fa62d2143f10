package io.opensesame.kms.tag;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the tags of one key. Immutable.
 *
 * <p>The operation knows keys only. For secrets use {@link ListTagResourcesRequest}, or DescribeSecret with its tags.
 *
 * @see "KMS API reference: ListResourceTags"
 */
public final class ListResourceTagsRequest implements TagRequest<ListResourceTagsResponse> {
    private final String keyId;

    private ListResourceTagsRequest(Builder builder) {
        this.keyId = Parts.required("keyId", builder.keyId);
    }

    /**
     * Returns a request for the tags of a key.
     *
     * @param keyId the id of the key
     * @return the request
     */
    public static ListResourceTagsRequest of(String keyId) {
        return builder().keyId(keyId).build();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the key} */
    public String keyId() {
        return keyId;
    }

    @Override
    public String toString() {
        return "ListResourceTagsRequest[keyId=" + keyId + "]";
    }

    /** Builds a {@link ListResourceTagsRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String keyId;

        private Builder() {}

        /**
         * Names the key.
         *
         * @param keyId its id
         * @return this builder
         */
        public Builder keyId(String keyId) {
            this.keyId = Parts.word("keyId", keyId);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if keyId is missing
         */
        public ListResourceTagsRequest build() {
            return new ListResourceTagsRequest(this);
        }
    }
}
