package io.opensesame.kms.tag;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks to take tags off one secret, key or certificate. Immutable.
 *
 * @see "KMS API reference: UntagResource"
 */
public final class UntagResourceRequest implements TagRequest<UntagResourceResponse> {
    private final TaggedResource resource;
    private final List<String> tagKeys;

    private UntagResourceRequest(Builder builder) {
        this.resource = Parts.required("resource", builder.resource);
        this.tagKeys = Parts.tagKeys(builder.tagKeys);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the secret, key or certificate} */
    public TaggedResource resource() {
        return resource;
    }

    /** {@return the keys of the tags to take off; unmodifiable} */
    public List<String> tagKeys() {
        return tagKeys;
    }

    @Override
    public String toString() {
        return "UntagResourceRequest[resource=" + resource + ", tagKeys=" + tagKeys + "]";
    }

    /** Builds an {@link UntagResourceRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable TaggedResource resource;
        private final List<String> tagKeys = new ArrayList<>();

        private Builder() {}

        /**
         * Names the secret, key or certificate.
         *
         * @param resource the resource
         * @return this builder
         */
        public Builder resource(TaggedResource resource) {
            this.resource = resource;
            return this;
        }

        /**
         * Adds the keys of tags to take off.
         *
         * @param keys the keys, 20 in all at most
         * @return this builder
         */
        public Builder tagKeys(String... keys) {
            Collections.addAll(tagKeys, keys);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if resource or keys are missing, or a key breaks a rule
         */
        public UntagResourceRequest build() {
            return new UntagResourceRequest(this);
        }
    }
}
