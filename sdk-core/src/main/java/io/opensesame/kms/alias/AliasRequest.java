package io.opensesame.kms.alias;

import io.opensesame.kms.KmsRequest;

/**
 * A request of one of the {@link AliasOperations}.
 *
 * @param <R> the type of the answer
 */
public sealed interface AliasRequest<R> extends KmsRequest<R>
        permits CreateAliasRequest,
                DeleteAliasRequest,
                ListAliasesByKeyIdRequest,
                ListAliasesRequest,
                UpdateAliasRequest {}
