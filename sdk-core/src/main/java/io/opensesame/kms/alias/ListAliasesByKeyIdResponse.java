package io.opensesame.kms.alias;

import java.util.List;

/**
 * One page of the aliases of a key. Numbers that the answer lacks are 0.
 *
 * @param aliases the aliases on this page; unmodifiable
 * @param pageNumber the number of the page
 * @param pageSize the most elements of a page
 * @param totalCount how many there are on all pages, as KMS counts
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: ListAliasesByKeyId"
 */
public record ListAliasesByKeyIdResponse(
        List<Alias> aliases, int pageNumber, int pageSize, int totalCount, String requestId) {
    /**
     * Creates the answer from a copy of what it is given.
     *
     * @param aliases the aliases on this page; unmodifiable
     * @param pageNumber the number of the page
     * @param pageSize the most elements of a page
     * @param totalCount how many there are on all pages, as KMS counts
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public ListAliasesByKeyIdResponse {
        aliases = List.copyOf(aliases);
    }
}
