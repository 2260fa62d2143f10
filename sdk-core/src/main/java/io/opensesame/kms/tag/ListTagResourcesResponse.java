package io.opensesame.kms.tag;

import java.util.List;
import java.util.Optional;

/**
 * One page of the tags of resources.
 *
 * @param tags the tags on this page; unmodifiable
 * @param nextToken where the next page begins; empty on the last
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: ListTagResources"
 */
public record ListTagResourcesResponse(List<ResourceTag> tags, Optional<String> nextToken, String requestId) {
    /**
     * Creates the answer from a copy of what it is given.
     *
     * @param tags the tags on this page; unmodifiable
     * @param nextToken where the next page begins; empty on the last
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public ListTagResourcesResponse {
        tags = List.copyOf(tags);
    }
}
