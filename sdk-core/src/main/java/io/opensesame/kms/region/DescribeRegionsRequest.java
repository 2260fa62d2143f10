package io.opensesame.kms.region;

import io.opensesame.kms.KmsRequest;

/**
 * Asks for the regions where KMS is. It takes no permission. Immutable.
 *
 * @see "KMS API reference: DescribeRegions"
 */
public final class DescribeRegionsRequest implements KmsRequest<DescribeRegionsResponse> {
    private static final DescribeRegionsRequest ONLY = new DescribeRegionsRequest();

    private DescribeRegionsRequest() {}

    /** {@return the request, which has no parameters} */
    public static DescribeRegionsRequest of() {
        return ONLY;
    }

    @Override
    public String toString() {
        return "DescribeRegionsRequest[]";
    }
}
