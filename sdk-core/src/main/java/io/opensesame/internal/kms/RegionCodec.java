package io.opensesame.internal.kms;

import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.wire.Answer;
import io.opensesame.internal.wire.Parameters;
import io.opensesame.kms.region.DescribeRegionsRequest;
import io.opensesame.kms.region.DescribeRegionsResponse;

/** Writes the request for regions as a call, and reads the answer. */
final class RegionCodec {
    private RegionCodec() {}

    static RpcCall write(@SuppressWarnings("unused") DescribeRegionsRequest request) {
        return new Parameters("DescribeRegions").call();
    }

    static DescribeRegionsResponse read(Answer answer) {
        return new DescribeRegionsResponse(
                answer.objects("Regions", "Region", region -> region.text("RegionId")), answer.requestId());
    }
}
