package io.opensesame.internal.http;

import io.opensesame.kms.KmsEndpoint;

/**
 * A service that is called in the RPC style.
 *
 * @param product its name in policies, such as {@code kms}
 * @param apiVersion the version of its API, a date
 * @param endpoint where it answers
 */
public record RpcService(String product, String apiVersion, KmsEndpoint endpoint) {
    /** Returns KMS at an endpoint. */
    public static RpcService kms(KmsEndpoint endpoint) {
        return new RpcService("kms", "2016-01-20", endpoint);
    }

    /** Returns RAM at an endpoint. */
    public static RpcService ram(KmsEndpoint endpoint) {
        return new RpcService("ram", "2015-05-01", endpoint);
    }

    /** Returns STS at an endpoint. */
    public static RpcService sts(KmsEndpoint endpoint) {
        return new RpcService("sts", "2015-04-01", endpoint);
    }
}
