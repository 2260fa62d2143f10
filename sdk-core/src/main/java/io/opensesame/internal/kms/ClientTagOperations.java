package io.opensesame.internal.kms;

import io.opensesame.kms.KmsClient;
import io.opensesame.kms.tag.ListResourceTagsRequest;
import io.opensesame.kms.tag.ListResourceTagsResponse;
import io.opensesame.kms.tag.ListTagResourcesRequest;
import io.opensesame.kms.tag.ListTagResourcesResponse;
import io.opensesame.kms.tag.ResourceTag;
import io.opensesame.kms.tag.TagOperations;
import io.opensesame.kms.tag.TagResourceRequest;
import io.opensesame.kms.tag.TagResourceResponse;
import io.opensesame.kms.tag.TagResourcesRequest;
import io.opensesame.kms.tag.TagResourcesResponse;
import io.opensesame.kms.tag.UntagResourceRequest;
import io.opensesame.kms.tag.UntagResourceResponse;
import io.opensesame.kms.tag.UntagResourcesRequest;
import io.opensesame.kms.tag.UntagResourcesResponse;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** {@link TagOperations} by way of the client's one door. */
final class ClientTagOperations implements TagOperations {
    private final KmsClient client;

    ClientTagOperations(KmsClient client) {
        this.client = client;
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        return client.send(request);
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        return client.send(request);
    }

    @Override
    public ListResourceTagsResponse listResourceTags(ListResourceTagsRequest request) {
        return client.send(request);
    }

    @Override
    public TagResourcesResponse tagResources(TagResourcesRequest request) {
        return client.send(request);
    }

    @Override
    public UntagResourcesResponse untagResources(UntagResourcesRequest request) {
        return client.send(request);
    }

    @Override
    public ListTagResourcesResponse listTagResources(ListTagResourcesRequest request) {
        return client.send(request);
    }

    @Override
    public Stream<ResourceTag> listAllTagResources(ListTagResourcesRequest request) {
        return Pages.stream(() -> page(request, new HashSet<>()), tag -> tag);
    }

    /** A token that comes back a second time leads nowhere. */
    private Page<ResourceTag> page(ListTagResourcesRequest request, Set<String> tokens) {
        ListTagResourcesResponse answer = listTagResources(request);
        return new Page<>(
                answer.tags(),
                answer.nextToken().filter(tokens::add).map(token -> () -> page(request.startingAt(token), tokens)));
    }
}
