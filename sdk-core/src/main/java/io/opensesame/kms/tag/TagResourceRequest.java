package io.opensesame.kms.tag;

import io.opensesame.kms.Tags;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks to put tags on one secret, key or certificate. Immutable.
 *
 * @see "KMS API reference: TagResource"
 */
public final class TagResourceRequest implements TagRequest<TagResourceResponse> {
    private final TaggedResource resource;
    private final Map<String, String> tags;

    private TagResourceRequest(Builder builder) {
        this.resource = Parts.required("resource", builder.resource);
        this.tags = Tags.of(builder.tags).byKey();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the secret, key or certificate} */
    public TaggedResource resource() {
        return resource;
    }

    /** {@return the tags, values by keys; unmodifiable} */
    public Map<String, String> tags() {
        return tags;
    }

    @Override
    public String toString() {
        return "TagResourceRequest[resource=" + resource + ", tags=" + tags + "]";
    }

    /** Builds a {@link TagResourceRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable TaggedResource resource;
        private final Map<String, String> tags = new LinkedHashMap<>();

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
         * Adds one tag. {@link Tags} has the rules.
         *
         * @param key its key
         * @param value its value
         * @return this builder
         */
        public Builder tag(String key, String value) {
            tags.put(key, value);
            return this;
        }

        /**
         * Adds tags. {@link Tags} has the rules.
         *
         * @param tags values by keys; copied
         * @return this builder
         */
        public Builder tags(Map<String, String> tags) {
            this.tags.putAll(tags);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if resource or tags are missing, or a tag breaks a rule
         */
        public TagResourceRequest build() {
            return new TagResourceRequest(this);
        }
    }
}
