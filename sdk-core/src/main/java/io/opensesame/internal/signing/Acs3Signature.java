package io.opensesame.internal.signing;

import io.opensesame.auth.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The signature in the headers of a request, {@code ACS3-HMAC-SHA256}.
 *
 * <pre>
 * canonical request   method \n path \n canonical query \n (name:value \n)* \n signed header names \n hash of the body
 * string to sign      ACS3-HMAC-SHA256 \n hex(SHA-256(canonical request))
 * signature           hex(HMAC-SHA256(AccessKey secret, string to sign))
 * </pre>
 *
 * @see "KMS API reference: signature, version 3"
 */
public final class Acs3Signature {
    private static final String ALGORITHM = "ACS3-HMAC-SHA256";
    private static final String HASH_OF_NOTHING = hash(new byte[0]);

    private Acs3Signature() {}

    /** Returns the lower-case hexadecimal SHA-256 of a body, as {@code x-acs-content-sha256} carries it. */
    public static String hashOf(byte[] body) {
        return body.length == 0 ? HASH_OF_NOTHING : hash(body);
    }

    /**
     * Returns the headers that are signed: {@code host}, {@code content-type} and every {@code x-acs-*}, by lower-case
     * name, with trimmed values.
     */
    public static SortedMap<String, String> signedHeaders(Map<String, String> headers) {
        SortedMap<String, String> signed = new TreeMap<>();
        headers.forEach((name, value) -> {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (lowerCase.startsWith("x-acs-") || lowerCase.equals("host") || lowerCase.equals("content-type")) {
                signed.put(lowerCase, value.trim());
            }
        });
        return signed;
    }

    /**
     * Returns the value of the {@code Authorization} header.
     *
     * @param credentials who signs
     * @param method the HTTP method, in upper case
     * @param path the path, {@code /} for RPC operations
     * @param canonicalQuery what {@link PercentEncoding#canonicalQuery} gave for the URL's parameters
     * @param headers the headers to sign, as {@link #signedHeaders} gives them
     * @param bodyHash what {@link #hashOf} gave for the body
     */
    public static String authorization(
            Credentials credentials,
            String method,
            String path,
            String canonicalQuery,
            SortedMap<String, String> headers,
            String bodyHash) {
        String names = String.join(";", headers.keySet());
        String stringToSign = stringToSign(canonicalRequest(method, path, canonicalQuery, headers, names, bodyHash));
        return ALGORITHM + " Credential=" + credentials.accessKeyId() + ",SignedHeaders=" + names + ",Signature="
                + signature(credentials.exposeAccessKeySecret(), stringToSign);
    }

    static String canonicalRequest(
            String method,
            String path,
            String canonicalQuery,
            SortedMap<String, String> headers,
            String headerNames,
            String bodyHash) {
        StringBuilder request = new StringBuilder(512 + canonicalQuery.length());
        request.append(method).append('\n').append(path).append('\n');
        request.append(canonicalQuery).append('\n');
        headers.forEach(
                (name, value) -> request.append(name).append(':').append(value).append('\n'));
        return request.append('\n')
                .append(headerNames)
                .append('\n')
                .append(bodyHash)
                .toString();
    }

    static String stringToSign(String canonicalRequest) {
        return ALGORITHM + '\n' + hash(canonicalRequest.getBytes(StandardCharsets.UTF_8));
    }

    static String signature(String accessKeySecret, String stringToSign) {
        return HexFormat.of()
                .formatHex(Digests.hmacSha256(
                        accessKeySecret.getBytes(StandardCharsets.UTF_8),
                        stringToSign.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hash(byte[] message) {
        return HexFormat.of().formatHex(Digests.sha256(message));
    }
}
