package io.opensesame.kms.key;

import java.util.List;

/**
 * One page of keys. Numbers that the answer lacks are 0.
 *
 * @param keys the keys on this page; unmodifiable
 * @param pageNumber the number of the page
 * @param pageSize the most elements of a page
 * @param totalCount how many there are on all pages, as KMS counts
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: ListKeys"
 */
public record ListKeysResponse(List<KeySummary> keys, int pageNumber, int pageSize, int totalCount, String requestId) {
    /**
     * Creates the answer from a copy of what it is given.
     *
     * @param keys the keys on this page; unmodifiable
     * @param pageNumber the number of the page
     * @param pageSize the most elements of a page
     * @param totalCount how many there are on all pages, as KMS counts
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public ListKeysResponse {
        keys = List.copyOf(keys);
    }
}
