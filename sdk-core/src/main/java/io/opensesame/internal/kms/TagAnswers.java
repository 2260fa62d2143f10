package io.opensesame.internal.kms;

import io.opensesame.internal.wire.Answer;
import io.opensesame.kms.tag.ListResourceTagsResponse;
import io.opensesame.kms.tag.ListTagResourcesResponse;
import io.opensesame.kms.tag.ResourceTag;
import io.opensesame.kms.tag.ResourceType;
import io.opensesame.kms.tag.TagResourceResponse;
import io.opensesame.kms.tag.TagResourcesResponse;
import io.opensesame.kms.tag.UntagResourceResponse;
import io.opensesame.kms.tag.UntagResourcesResponse;

/** Reads the answers on tags. */
final class TagAnswers {
    private TagAnswers() {}

    static TagResourceResponse tagResource(Answer answer) {
        return new TagResourceResponse(answer.requestId());
    }

    static UntagResourceResponse untagResource(Answer answer) {
        return new UntagResourceResponse(answer.requestId());
    }

    static ListResourceTagsResponse listResourceTags(Answer answer) {
        return new ListResourceTagsResponse(SecretAnswers.tags(answer), answer.requestId());
    }

    static TagResourcesResponse tagResources(Answer answer) {
        return new TagResourcesResponse(answer.requestId());
    }

    static UntagResourcesResponse untagResources(Answer answer) {
        return new UntagResourcesResponse(answer.requestId());
    }

    static ListTagResourcesResponse listTagResources(Answer answer) {
        return new ListTagResourcesResponse(
                answer.objects("TagResources", "TagResource", TagAnswers::resourceTag),
                answer.optional("NextToken", token -> token),
                answer.requestId());
    }

    private static ResourceTag resourceTag(Answer answer) {
        return new ResourceTag(
                answer.text("ResourceId"),
                answer.required("ResourceType", ResourceType::of),
                answer.text("TagKey"),
                SecretAnswers.tagValue(answer));
    }
}
