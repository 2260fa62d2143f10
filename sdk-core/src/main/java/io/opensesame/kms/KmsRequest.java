package io.opensesame.kms;

import io.opensesame.kms.alias.AliasRequest;
import io.opensesame.kms.crypto.CryptographicRequest;
import io.opensesame.kms.key.KeyRequest;
import io.opensesame.kms.region.DescribeRegionsRequest;
import io.opensesame.kms.secret.SecretRequest;
import io.opensesame.kms.tag.TagRequest;

/**
 * A request of one KMS operation, which {@link KmsClient#send} answers with an {@code R}.
 *
 * <p>Every request is immutable and checked when it is built, before any I/O. The interface is sealed: an operation
 * that has no type here is called by name, with a {@link GenericRequest}.
 *
 * @param <R> the type of the answer
 */
public sealed interface KmsRequest<R>
        permits AliasRequest,
                CryptographicRequest,
                DescribeRegionsRequest,
                GenericRequest,
                KeyRequest,
                SecretRequest,
                TagRequest {}
