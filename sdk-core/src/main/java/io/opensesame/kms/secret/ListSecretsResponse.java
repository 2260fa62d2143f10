package io.opensesame.kms.secret;

import java.util.List;

/**
 * One page of secrets. Numbers that the answer lacks are 0.
 *
 * @param secrets the secrets on this page; unmodifiable
 * @param pageNumber the number of the page
 * @param pageSize the most elements of a page
 * @param totalCount how many there are on all pages, as KMS counts
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: ListSecrets"
 */
public record ListSecretsResponse(
        List<SecretSummary> secrets, int pageNumber, int pageSize, int totalCount, String requestId) {
    /**
     * Creates the answer from a copy of what it is given.
     *
     * @param secrets the secrets on this page; unmodifiable
     * @param pageNumber the number of the page
     * @param pageSize the most elements of a page
     * @param totalCount how many there are on all pages, as KMS counts
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public ListSecretsResponse {
        secrets = List.copyOf(secrets);
    }
}
