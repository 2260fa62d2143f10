package io.opensesame.kms.tag;

import java.util.stream.Stream;

/**
 * The operations on tags. Thread-safe.
 *
 * <p>Each method waits for the answer, at most until the client's call deadline, and throws what {@code KmsClient.send}
 * throws; that client's {@code sendAsync} takes the same requests without waiting.
 */
public interface TagOperations {
    /**
     * Puts tags on one secret, key or certificate.
     *
     * @param request what to ask for
     * @return the answer
     * @see "KMS API reference: TagResource"
     */
    TagResourceResponse tagResource(TagResourceRequest request);

    /**
     * Takes tags off one secret, key or certificate.
     *
     * @param request what to ask for
     * @return the answer
     * @see "KMS API reference: UntagResource"
     */
    UntagResourceResponse untagResource(UntagResourceRequest request);

    /**
     * Lists the tags of one key.
     *
     * @param request what to ask for
     * @return the answer
     * @see "KMS API reference: ListResourceTags"
     */
    ListResourceTagsResponse listResourceTags(ListResourceTagsRequest request);

    /**
     * Puts tags on several keys or several secrets.
     *
     * @param request what to ask for
     * @return the answer
     * @see "KMS API reference: TagResources"
     */
    TagResourcesResponse tagResources(TagResourcesRequest request);

    /**
     * Takes tags off several keys or several secrets.
     *
     * @param request what to ask for
     * @return the answer
     * @see "KMS API reference: UntagResources"
     */
    UntagResourcesResponse untagResources(UntagResourcesRequest request);

    /**
     * Lists one page of the tags of keys or of secrets. {@link #listAllTagResources} walks all pages.
     *
     * @param request what to ask for
     * @return the answer
     * @see "KMS API reference: ListTagResources"
     */
    ListTagResourcesResponse listTagResources(ListTagResourcesRequest request);

    /**
     * Walks the tags of resources, page by page, as the stream is consumed.
     *
     * <p>Nothing is asked for before the stream's terminal operation, and no page before its elements are needed. The
     * stream fails with the exceptions of a single page. It ends even if KMS repeats pages or counts them wrongly, and
     * an element that moves between pages while they are read shows up once.
     *
     * @param request where to begin and how large a page is
     * @return the elements of that page and of all that follow; to be consumed by one thread
     */
    Stream<ResourceTag> listAllTagResources(ListTagResourcesRequest request);
}
