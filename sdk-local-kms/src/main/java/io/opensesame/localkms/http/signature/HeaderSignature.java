package io.opensesame.localkms.http.signature;

import io.opensesame.localkms.http.signature.PercentEncoding.EmptyValue;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The versions that sign headers: version 3 ({@code ACS3-HMAC-SHA256}, keyed by the bare secret) and version 4
 * ({@code ACS4-HMAC-SHA256}, keyed by a key derived for a day, a region and a product).
 *
 * <p>The canonical request is rebuilt by the client's own list of signed headers, and with the hash of the body that
 * was received, whatever hash the client claims.
 */
final class HeaderSignature {
    static final String VERSION_3 = "ACS3-HMAC-SHA256";
    static final String VERSION_4 = "ACS4-HMAC-SHA256";

    private static final String SCOPE_END = "aliyun_v4_request";

    private HeaderSignature() {}

    static boolean matches(ApiRequest request, AuthorizationHeader authorization, String accessKeySecret) {
        String expected = signature(stringToSign(request, authorization), signingKey(authorization, accessKeySecret));
        return Digests.equalInConstantTime(expected, authorization.signature());
    }

    /** Returns the id of the AccessKey that the Credential member names, or empty if its form is wrong. */
    static Optional<String> accessKeyId(AuthorizationHeader authorization) {
        if (authorization.algorithm().equals(VERSION_3)) {
            return Optional.of(authorization.credential());
        }
        String[] scope = authorization.credential().split("/", -1);
        return scope.length == 5 && scope[4].equals(SCOPE_END) ? Optional.of(scope[0]) : Optional.empty();
    }

    static String canonicalRequest(ApiRequest request, AuthorizationHeader authorization) {
        EmptyValue emptyValue =
                authorization.algorithm().equals(VERSION_3) ? EmptyValue.NAME_AND_EQUALS_SIGN : EmptyValue.NAME_ALONE;
        List<String> names = authorization.signedHeaders();
        StringBuilder canonical = new StringBuilder(512);
        canonical.append(request.method()).append("\n/\n");
        canonical
                .append(PercentEncoding.canonicalQuery(request.query(), emptyValue))
                .append('\n');
        for (String name : names) {
            canonical
                    .append(name)
                    .append(':')
                    .append(request.header(name).orElse(""))
                    .append('\n');
        }
        canonical.append('\n').append(String.join(";", names)).append('\n');
        return canonical.append(Digests.sha256Hex(request.body())).toString();
    }

    static String stringToSign(ApiRequest request, AuthorizationHeader authorization) {
        byte[] canonical = canonicalRequest(request, authorization).getBytes(StandardCharsets.UTF_8);
        return authorization.algorithm() + "\n" + Digests.sha256Hex(canonical);
    }

    static byte[] signingKey(AuthorizationHeader authorization, String accessKeySecret) {
        if (authorization.algorithm().equals(VERSION_3)) {
            return accessKeySecret.getBytes(StandardCharsets.UTF_8);
        }
        byte[] key = ("aliyun_v4" + accessKeySecret).getBytes(StandardCharsets.UTF_8);
        String credential = authorization.credential();
        for (String part : credential.substring(credential.indexOf('/') + 1).split("/", -1)) {
            key = Digests.hmacSha256(key, part);
        }
        return key;
    }

    static String signature(String stringToSign, byte[] signingKey) {
        return HexFormat.of().formatHex(Digests.hmacSha256(signingKey, stringToSign));
    }
}
