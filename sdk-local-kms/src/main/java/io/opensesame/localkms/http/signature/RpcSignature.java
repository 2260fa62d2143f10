package io.opensesame.localkms.http.signature;

import io.opensesame.localkms.http.signature.PercentEncoding.EmptyValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Signature version 1 (RPC): HMAC-SHA1 over the parameters of query and form.
 *
 * <p>The two official clients disagree on empty values: one signs {@code name=}, the other sends it but leaves it out
 * of the string to sign. Both are accepted; from the latter the empty parameters are dropped, since whoever passes the
 * request on could add or remove them.
 */
final class RpcSignature {
    private RpcSignature() {}

    /** Returns the parameters that the signature proves, or empty if it proves nothing. */
    static Optional<Map<String, String>> provenParameters(
            ApiRequest request, String accessKeySecret, String signature) {
        Map<String, String> parameters = request.parameters();
        if (matches(stringToSign(request), accessKeySecret, signature)) {
            return Optional.of(parameters);
        }
        if (matches(stringToSignWithoutEmptyValues(request), accessKeySecret, signature)) {
            parameters.values().removeIf(String::isEmpty);
            return Optional.of(parameters);
        }
        return Optional.empty();
    }

    static String stringToSign(ApiRequest request) {
        return stringToSign(request, EmptyValue.NAME_AND_EQUALS_SIGN);
    }

    static String stringToSignWithoutEmptyValues(ApiRequest request) {
        return stringToSign(request, EmptyValue.LEFT_OUT);
    }

    static String signature(String stringToSign, String accessKeySecret) {
        byte[] key = (accessKeySecret + "&").getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Digests.hmacSha1(key, stringToSign));
    }

    private static boolean matches(String stringToSign, String accessKeySecret, String signature) {
        return Digests.equalInConstantTime(signature(stringToSign, accessKeySecret), signature);
    }

    private static String stringToSign(ApiRequest request, EmptyValue emptyValue) {
        Map<String, String> signed = new TreeMap<>(request.parameters());
        signed.remove("Signature");
        String query = PercentEncoding.canonicalQuery(signed, emptyValue);
        return request.method() + "&%2F&" + PercentEncoding.encode(query);
    }
}
