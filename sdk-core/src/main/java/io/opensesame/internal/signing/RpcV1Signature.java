package io.opensesame.internal.signing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * The older signature over parameters, {@code SignatureVersion=1.0} with HMAC-SHA1.
 *
 * <p>OpenSesame signs no request with it; it is here to check what other clients send.
 *
 * @see "KMS API reference: signature, version 1"
 */
public final class RpcV1Signature {
    /** How a client treats parameters without a value: the two official Java clients differ. */
    public enum EmptyValues {
        /** They are signed as {@code name=}, as the classic client does. */
        SIGNED,

        /** They are sent, but left out of the string to sign, as the current client does. */
        SKIPPED
    }

    private RpcV1Signature() {}

    /**
     * Returns the text that is signed.
     *
     * @param method the HTTP method, in upper case
     * @param parameters those of query and form body together, decoded; {@code Signature} is left out by itself
     */
    public static String stringToSign(String method, Map<String, String> parameters, EmptyValues emptyValues) {
        Map<String, String> signed = new TreeMap<>(parameters);
        signed.remove("Signature");
        if (emptyValues == EmptyValues.SKIPPED) {
            signed.values().removeIf(String::isEmpty);
        }
        return method + "&%2F&" + PercentEncoding.encode(PercentEncoding.canonicalQuery(signed));
    }

    /** Returns the signature, in Base64. */
    public static String signature(String accessKeySecret, String stringToSign) {
        byte[] key = (accessKeySecret + "&").getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Digests.hmacSha1(key, stringToSign.getBytes(StandardCharsets.UTF_8)));
    }
}
