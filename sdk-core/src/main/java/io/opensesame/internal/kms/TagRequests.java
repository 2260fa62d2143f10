package io.opensesame.internal.kms;

import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.wire.Parameters;
import io.opensesame.kms.tag.ListResourceTagsRequest;
import io.opensesame.kms.tag.ListTagResourcesRequest;
import io.opensesame.kms.tag.ResourceType;
import io.opensesame.kms.tag.TagResourceRequest;
import io.opensesame.kms.tag.TagResourcesRequest;
import io.opensesame.kms.tag.UntagResourceRequest;
import io.opensesame.kms.tag.UntagResourcesRequest;
import java.util.List;

/** Writes the requests on tags as calls. */
final class TagRequests {
    private TagRequests() {}

    static RpcCall write(TagResourceRequest request) {
        return new Parameters("TagResource")
                .set(request.resource().parameter(), request.resource().id())
                .set("Tags", WireJson.tags(request.tags()))
                .call(request.resource().id());
    }

    static RpcCall write(UntagResourceRequest request) {
        return new Parameters("UntagResource")
                .set(request.resource().parameter(), request.resource().id())
                .set("TagKeys", WireJson.array(request.tagKeys()))
                .call(request.resource().id());
    }

    static RpcCall write(ListResourceTagsRequest request) {
        return new Parameters("ListResourceTags").set("KeyId", request.keyId()).call(request.keyId());
    }

    static RpcCall write(TagResourcesRequest request) {
        return several("TagResources", request.regionId(), request.resourceType(), request.resourceIds())
                .setTags(request.tags())
                .call(resource(request.resourceIds()));
    }

    static RpcCall write(UntagResourcesRequest request) {
        return several("UntagResources", request.regionId(), request.resourceType(), request.resourceIds())
                .setEach("TagKey", request.tagKeys())
                .setIf("All", request.all())
                .call(resource(request.resourceIds()));
    }

    static RpcCall write(ListTagResourcesRequest request) {
        return several("ListTagResources", request.regionId(), request.resourceType(), request.resourceIds())
                .setTags(request.tags())
                .set("NextToken", request.nextToken())
                .call(resource(request.resourceIds()));
    }

    private static Parameters several(
            String action, String regionId, ResourceType resourceType, List<String> resourceIds) {
        return new Parameters(action)
                .set("RegionId", regionId)
                .set("ResourceType", resourceType.name())
                .setEach("ResourceId", resourceIds);
    }

    /** A message names the resource if there is just one. */
    private static String resource(List<String> resourceIds) {
        return resourceIds.size() == 1 ? resourceIds.get(0) : "";
    }
}
