package io.opensesame.kms.tag;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tags of a key.
 *
 * @param tags values by keys; unmodifiable
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: ListResourceTags"
 */
public record ListResourceTagsResponse(Map<String, String> tags, String requestId) {
    /**
     * Creates the answer from a copy of what it is given.
     *
     * @param tags values by keys; unmodifiable
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public ListResourceTagsResponse {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
}
