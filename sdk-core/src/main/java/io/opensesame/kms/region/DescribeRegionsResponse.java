package io.opensesame.kms.region;

import java.util.List;

/**
 * The regions where KMS is.
 *
 * @param regionIds their ids, such as {@code cn-hangzhou}; unmodifiable
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: DescribeRegions"
 */
public record DescribeRegionsResponse(List<String> regionIds, String requestId) {
    /**
     * Creates the answer from a copy of what it is given.
     *
     * @param regionIds their ids, such as {@code cn-hangzhou}; unmodifiable
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public DescribeRegionsResponse {
        regionIds = List.copyOf(regionIds);
    }
}
