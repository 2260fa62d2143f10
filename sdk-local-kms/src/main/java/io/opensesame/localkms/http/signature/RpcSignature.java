package io.opensesame.localkms.http.signature;

import io.opensesame.localkms.http.signature.PercentEncoding.EmptyValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Signature version 1 (RPC): HMAC-SHA1 over the parameters of query and form.
 *
 * <p>The two official clients disagree on empty values: one signs {@code name=}, the other sends it but leaves it out
 * of the string to sign. Both are accepted.
 */
final class RpcSignature {
    private RpcSignature() {}

    static boolean matches(ApiRequest request, String accessKeySecret, String signature) {
        boolean complete = matches(stringToSign(request), accessKeySecret, signature);
        boolean withoutEmpty = matches(stringToSignWithoutEmptyValues(request), accessKeySecret, signature);
        return complete || withoutEmpty;
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
