package io.opensesame.kms.tag;

import io.opensesame.kms.Tags;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks to put tags on several keys or several secrets. Immutable.
 *
 * @see "KMS API reference: TagResources"
 */
public final class TagResourcesRequest implements TagRequest<TagResourcesResponse> {
    private final String regionId;
    private final ResourceType resourceType;
    private final List<String> resourceIds;
    private final Map<String, String> tags;

    private TagResourcesRequest(Builder builder) {
        this.regionId = Parts.required("regionId", builder.regionId);
        this.resourceType = Parts.required("resourceType", builder.resourceType);
        this.resourceIds = Parts.resourceIds(builder.resourceIds, 1);
        this.tags = Tags.of(builder.tags).byKey();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the region of the resources} */
    public String regionId() {
        return regionId;
    }

    /** {@return the type of the resources} */
    public ResourceType resourceType() {
        return resourceType;
    }

    /** {@return the ids of keys, or the names of secrets; unmodifiable} */
    public List<String> resourceIds() {
        return resourceIds;
    }

    /** {@return the tags, values by keys; unmodifiable} */
    public Map<String, String> tags() {
        return tags;
    }

    @Override
    public String toString() {
        return "TagResourcesRequest[regionId=" + regionId + ", resourceType=" + resourceType + ", resourceIds="
                + resourceIds + ", tags=" + tags + "]";
    }

    /** Builds a {@link TagResourcesRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String regionId;
        private @Nullable ResourceType resourceType;
        private final List<String> resourceIds = new ArrayList<>();
        private final Map<String, String> tags = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Names the region of the resources.
         *
         * @param regionId its id, such as {@code cn-hangzhou}
         * @return this builder
         */
        public Builder regionId(String regionId) {
            this.regionId = Parts.word("regionId", regionId);
            return this;
        }

        /**
         * Names the type of the resources.
         *
         * @param resourceType the type
         * @return this builder
         */
        public Builder resourceType(ResourceType resourceType) {
            this.resourceType = resourceType;
            return this;
        }

        /**
         * Adds resources. That a secret's id is its name is inferred from the samples of the reference.
         *
         * @param resourceIds the ids of keys, or the names of secrets; 50 in all at most
         * @return this builder
         */
        public Builder resourceIds(String... resourceIds) {
            Collections.addAll(this.resourceIds, resourceIds);
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
         * @throws IllegalArgumentException if anything is missing, there are more than 50 resources, or a tag breaks a
         *     rule
         */
        public TagResourcesRequest build() {
            return new TagResourcesRequest(this);
        }
    }
}
