package io.opensesame.kms.tag;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks to take some tags, or all of them, off several keys or several secrets. Immutable.
 *
 * @see "KMS API reference: UntagResources"
 */
public final class UntagResourcesRequest implements TagRequest<UntagResourcesResponse> {
    private final String regionId;
    private final ResourceType resourceType;
    private final List<String> resourceIds;
    private final List<String> tagKeys;
    private final boolean all;

    private UntagResourcesRequest(Builder builder) {
        this.regionId = Parts.required("regionId", builder.regionId);
        this.resourceType = Parts.required("resourceType", builder.resourceType);
        this.resourceIds = Parts.resourceIds(builder.resourceIds, 1);
        this.tagKeys = builder.tagKeys.isEmpty() ? List.of() : Parts.tagKeys(builder.tagKeys);
        this.all = builder.all;
        if (all != tagKeys.isEmpty()) {
            throw new IllegalArgumentException(
                    "name the keys of the tags to take off, or all of them: exactly one of the two; got "
                            + (all ? "both" : "neither"));
        }
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

    /** {@return the keys of the tags to take off; unmodifiable} */
    public List<String> tagKeys() {
        return tagKeys;
    }

    /** {@return whether to take all tags off} */
    public boolean all() {
        return all;
    }

    @Override
    public String toString() {
        return "UntagResourcesRequest[regionId=" + regionId + ", resourceType=" + resourceType + ", resourceIds="
                + resourceIds + ", tagKeys=" + tagKeys + ", all=" + all + "]";
    }

    /** Builds an {@link UntagResourcesRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String regionId;
        private @Nullable ResourceType resourceType;
        private final List<String> resourceIds = new ArrayList<>();
        private final List<String> tagKeys = new ArrayList<>();
        private boolean all;

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
         * Takes all tags off, instead of those that are named; false by default.
         *
         * @param all whether to
         * @return this builder
         */
        public Builder all(boolean all) {
            this.all = all;
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if anything is missing, there are more than 50 resources, or both or none of
         *     keys and all are set
         */
        public UntagResourcesRequest build() {
            return new UntagResourcesRequest(this);
        }
    }
}
