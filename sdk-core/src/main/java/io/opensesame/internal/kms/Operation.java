package io.opensesame.internal.kms;

import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.wire.Answer;
import io.opensesame.kms.KmsRequest;
import java.util.function.Function;

/**
 * How one operation travels.
 *
 * @param write turns its request into a call
 * @param read turns the answer into its response
 */
record Operation<Q extends KmsRequest<R>, R>(Function<Q, RpcCall> write, Function<Answer, R> read) {}
