package io.opensesame.kms.tag;

import io.opensesame.kms.Tags;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of the tags of keys or of secrets, up to 200 rows. Immutable.
 *
 * @see "KMS API reference: ListTagResources"
 */
public final class ListTagResourcesRequest implements TagRequest<ListTagResourcesResponse> {
    private final String regionId;
    private final ResourceType resourceType;
    private final List<String> resourceIds;
    private final Map<String, String> tags;
    private final @Nullable String nextToken;

    private ListTagResourcesRequest(Builder builder) {
        this.regionId = Parts.required("regionId", builder.regionId);
        this.resourceType = Parts.required("resourceType", builder.resourceType);
        this.resourceIds = Parts.resourceIds(builder.resourceIds, 0);
        this.tags = builder.tags.isEmpty() ? Map.of() : Tags.of(builder.tags).byKey();
        this.nextToken = builder.nextToken;
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

    /** {@return the tags that a resource must bear, values by keys; unmodifiable} */
    public Map<String, String> tags() {
        return tags;
    }

    /** {@return where the page begins; empty for the first} */
    public Optional<String> nextToken() {
        return Optional.ofNullable(nextToken);
    }

    /**
     * Returns the same request for the page that begins at a token.
     *
     * @param nextToken the token that the page before gave
     * @return the request
     */
    public ListTagResourcesRequest startingAt(String nextToken) {
        Builder builder =
                builder().regionId(regionId).resourceType(resourceType).nextToken(nextToken);
        builder.resourceIds.addAll(resourceIds);
        builder.tags.putAll(tags);
        return builder.build();
    }

    @Override
    public String toString() {
        return "ListTagResourcesRequest[regionId=" + regionId + ", resourceType=" + resourceType + ", resourceIds="
                + resourceIds + ", tags=" + tags + ", nextToken=" + nextToken + "]";
    }

    /** Builds a {@link ListTagResourcesRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String regionId;
        private @Nullable ResourceType resourceType;
        private final List<String> resourceIds = new ArrayList<>();
        private final Map<String, String> tags = new LinkedHashMap<>();
        private @Nullable String nextToken;

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
         * Keeps resources only that bear a tag.
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
         * Begins where an earlier page ended.
         *
         * @param nextToken the token that it gave
         * @return this builder
         */
        public Builder nextToken(String nextToken) {
            this.nextToken = Parts.word("nextToken", nextToken);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if regionId or resourceType is missing, there are more than 50 resources, or
         *     a tag breaks a rule
         */
        public ListTagResourcesRequest build() {
            return new ListTagResourcesRequest(this);
        }
    }
}
