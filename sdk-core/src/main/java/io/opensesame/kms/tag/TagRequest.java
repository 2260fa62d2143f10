package io.opensesame.kms.tag;

import io.opensesame.kms.KmsRequest;

/**
 * A request of one of the {@link TagOperations}.
 *
 * @param <R> the type of the answer
 */
public sealed interface TagRequest<R> extends KmsRequest<R>
        permits ListResourceTagsRequest,
                ListTagResourcesRequest,
                TagResourceRequest,
                TagResourcesRequest,
                UntagResourceRequest,
                UntagResourcesRequest {}
