package io.opensesame.kms.alias;

import java.util.stream.Stream;

/**
 * The operations on aliases. Thread-safe.
 *
 * <p>Each method waits for the answer, at most until the client's call deadline, and throws what {@code KmsClient.send}
 * throws; that client's {@code sendAsync} takes the same requests without waiting.
 */
public interface AliasOperations {
    /**
     * Creates an alias of a key. A key may have several; an alias is unique in its account and region.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceExistsException if there is such an alias
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key
     * @throws io.opensesame.error.KmsServiceException with the code {@code Rejected.StateModifiedFailed} if the key is
     *     scheduled for deletion
     * @see "KMS API reference: CreateAlias"
     */
    CreateAliasResponse createAlias(CreateAliasRequest request);

    /**
     * Points an alias at another key.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such alias, or no such key
     * @throws io.opensesame.error.KeyUnavailableException if the key is scheduled for deletion
     * @see "KMS API reference: UpdateAlias"
     */
    UpdateAliasResponse updateAlias(UpdateAliasRequest request);

    /**
     * Deletes an alias; its key stays.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such alias
     * @see "KMS API reference: DeleteAlias"
     */
    DeleteAliasResponse deleteAlias(DeleteAliasRequest request);

    /**
     * Lists one page of the aliases. {@link #listAllAliases} walks all pages.
     *
     * @param request what to ask for
     * @return the answer
     * @see "KMS API reference: ListAliases"
     */
    ListAliasesResponse listAliases(ListAliasesRequest request);

    /**
     * Lists one page of the aliases of a key. {@link #listAllAliasesByKeyId} walks all pages.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key
     * @see "KMS API reference: ListAliasesByKeyId"
     */
    ListAliasesByKeyIdResponse listAliasesByKeyId(ListAliasesByKeyIdRequest request);

    /**
     * Walks the aliases, page by page, as the stream is consumed.
     *
     * <p>Nothing is asked for before the stream's terminal operation, and no page before its elements are needed. The
     * stream fails with the exceptions of a single page. It ends even if KMS repeats pages or counts them wrongly, and
     * an element that moves between pages while they are read shows up once.
     *
     * @param request where to begin and how large a page is
     * @return the elements of that page and of all that follow; to be consumed by one thread
     */
    Stream<Alias> listAllAliases(ListAliasesRequest request);

    /**
     * Walks the aliases of a key, page by page, as the stream is consumed.
     *
     * <p>Nothing is asked for before the stream's terminal operation, and no page before its elements are needed. The
     * stream fails with the exceptions of a single page. It ends even if KMS repeats pages or counts them wrongly, and
     * an element that moves between pages while they are read shows up once.
     *
     * @param request where to begin and how large a page is
     * @return the elements of that page and of all that follow; to be consumed by one thread
     */
    Stream<Alias> listAllAliasesByKeyId(ListAliasesByKeyIdRequest request);
}
