package io.opensesame.localkms.http.signature;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.identity.AccessKey;
import io.opensesame.localkms.engine.identity.AccessKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whose request it is, or refuses it with the code of the service. Thread-safe.
 *
 * <p>Checks go from cheap to dear, and nothing is remembered of a request before its signature is proven:
 *
 * <ol>
 *   <li>the members of the signature are there and well-formed;
 *   <li>the AccessKey exists and is enabled;
 *   <li>the timestamp is within {@code 15 minutes} of the clock;
 *   <li>the signature matches;
 *   <li>the security token is the AccessKey's, and has not expired;
 *   <li>the nonce is new.
 * </ol>
 */
public final class RequestVerifier {
    private static final Duration TOLERANCE = Duration.ofMinutes(15);
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final List<String> RPC_MEMBERS =
            List.of("AccessKeyId", "SignatureMethod", "SignatureVersion", "Timestamp", "Signature");

    private final AccessKeys accessKeys;
    private final Clock clock;
    private final Clock tokenClock;
    private final NonceMemory nonces = new NonceMemory();

    /**
     * Creates a verifier that has seen no request.
     *
     * @param accessKeys the keys that may sign
     * @param clock what timestamps are compared with
     * @param tokenClock what the expiry of security tokens is compared with
     */
    public RequestVerifier(AccessKeys accessKeys, Clock clock, Clock tokenClock) {
        this.accessKeys = accessKeys;
        this.clock = clock;
        this.tokenClock = tokenClock;
    }

    /**
     * Returns who signed the request, and what of it is signed.
     *
     * @param request the request as received
     * @throws ServiceRefusal if the request does not prove who sent it
     */
    public ProvenRequest verify(ApiRequest request) {
        return request.signsHeaders() ? verifyHeaderSignature(request) : verifyRpcSignature(request);
    }

    private ProvenRequest verifyRpcSignature(ApiRequest request) {
        for (String member : RPC_MEMBERS) {
            if (request.parameter(member).filter(value -> !value.isEmpty()).isEmpty()) {
                throw Refusals.missing(member);
            }
        }
        Optional<String> nonce = request.parameter("SignatureNonce");
        nonce.ifPresent(RequestVerifier::checkNonce);
        if (!is(request, "SignatureMethod", "HMAC-SHA1") || !is(request, "SignatureVersion", "1.0")) {
            throw Refusals.invalidSignatureMethod();
        }
        AccessKey key = activeKey(request.parameter("AccessKeyId").orElseThrow());
        Instant timestamp = checkedTimestamp(request.parameter("Timestamp").orElseThrow());
        String signature = request.parameter("Signature").orElseThrow();
        Map<String, String> parameters = RpcSignature.provenParameters(request, key.exposeSecret(), signature)
                .orElseThrow(() -> Refusals.rpcSignatureDoesNotMatch(RpcSignature.stringToSign(request)));
        checkToken(key, request.parameter("SecurityToken"));
        // The service's own sample has no nonce; it is served once, its signature being as good as a nonce.
        rememberNonce(key, nonce.orElse(signature), timestamp);
        return new ProvenRequest(key, parameters);
    }

    private ProvenRequest verifyHeaderSignature(ApiRequest request) {
        String header = request.header("authorization").orElseThrow();
        if (!header.startsWith(HeaderSignature.VERSION_3 + " ")
                && !header.startsWith(HeaderSignature.VERSION_4 + " ")) {
            throw Refusals.invalidSignatureMethod();
        }
        AuthorizationHeader authorization = AuthorizationHeader.parse(header)
                .orElseThrow(() -> Refusals.incompleteSignature(
                        "Authorization needs Credential, SignedHeaders and Signature, each once"));
        String accessKeyId = HeaderSignature.accessKeyId(authorization)
                .orElseThrow(() -> Refusals.incompleteSignature("the scope of Credential is malformed"));
        checkSignedHeaders(request, authorization, accessKeyId);
        AccessKey key = activeKey(accessKeyId);
        Instant timestamp = checkedTimestamp(request.header("x-acs-date").orElseThrow());
        if (!HeaderSignature.matches(request, authorization, key.exposeSecret())) {
            throw Refusals.headerSignatureDoesNotMatch(
                    HeaderSignature.stringToSign(request, authorization),
                    HeaderSignature.canonicalRequest(request, authorization));
        }
        checkToken(key, request.header("x-acs-security-token"));
        rememberNonce(key, request.header("x-acs-signature-nonce").orElseThrow(), timestamp);
        return new ProvenRequest(key, request.parameters());
    }

    private static void checkSignedHeaders(ApiRequest request, AuthorizationHeader authorization, String accessKeyId) {
        if (request.header("x-acs-date").isEmpty()) {
            throw Refusals.missing("Timestamp");
        }
        checkNonce(request.header("x-acs-signature-nonce").orElse(""));
        if (request.header("x-acs-content-sha256").isEmpty()) {
            throw Refusals.incompleteSignature("the header x-acs-content-sha256 is missing");
        }
        Set<String> signed = Set.copyOf(authorization.signedHeaders());
        for (String name : signed) {
            if (request.header(name).isEmpty()) {
                throw Refusals.incompleteSignature("the signed header " + name + " is not there exactly once");
            }
        }
        for (String name : request.headerNames()) {
            if (name.startsWith("x-acs-") && !signed.contains(name)) {
                throw Refusals.incompleteSignature("the header " + name + " is not signed");
            }
        }
        // The classic official client does not sign it; it is known by the order of its Authorization members.
        if (!signed.contains("host") && !authorization.signatureBeforeSignedHeaders()) {
            throw Refusals.incompleteSignature("the header host is not signed");
        }
        if (request.header("x-acs-accesskey-id")
                .filter(id -> !id.equals(accessKeyId))
                .isPresent()) {
            throw Refusals.incompleteSignature("x-acs-accesskey-id and Credential name different AccessKeys");
        }
    }

    private AccessKey activeKey(String accessKeyId) {
        AccessKey key = accessKeys.find(accessKeyId).orElseThrow(Refusals::accessKeyNotFound);
        if (!key.active()) {
            throw Refusals.accessKeyInactive();
        }
        return key;
    }

    private Instant checkedTimestamp(String text) {
        Instant timestamp = parse(text);
        if (Duration.between(timestamp, clock.instant()).abs().compareTo(TOLERANCE) > 0) {
            throw Refusals.timestampExpired();
        }
        return timestamp;
    }

    private static Instant parse(String timestamp) {
        try {
            return LocalDateTime.parse(timestamp, TIMESTAMP).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw Refusals.timestampFormat();
        }
    }

    private void checkToken(AccessKey key, Optional<String> token) {
        Optional<String> needed = key.securityToken();
        if (needed.isEmpty()) {
            if (token.filter(text -> !text.isEmpty()).isPresent()) {
                throw Refusals.mismatchedSecurityToken();
            }
            return;
        }
        if (token.isEmpty()) {
            throw Refusals.missingSecurityToken();
        }
        if (!Digests.equalInConstantTime(needed.get(), token.get())) {
            throw Refusals.mismatchedSecurityToken();
        }
        if (key.expiration().filter(end -> !tokenClock.instant().isBefore(end)).isPresent()) {
            throw Refusals.expiredSecurityToken();
        }
    }

    private static void checkNonce(String nonce) {
        if (nonce.isEmpty()) {
            throw Refusals.missing("SignatureNonce");
        }
        if (nonce.length() > NonceMemory.MAX_NONCE_LENGTH) {
            throw Refusals.nonceTooLong();
        }
    }

    private void rememberNonce(AccessKey key, String nonce, Instant timestamp) {
        if (!nonces.remember(key.id(), nonce, timestamp.plus(TOLERANCE), clock.instant())) {
            throw Refusals.nonceUsed();
        }
    }

    private static boolean is(ApiRequest request, String name, String value) {
        return request.parameter(name).filter(value::equals).isPresent();
    }
}
