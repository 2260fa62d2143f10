package io.opensesame.localkms.http.signature;

import io.opensesame.localkms.engine.call.ServiceRefusal;

/** The service's answers to a request that does not prove who sent it. */
final class Refusals {
    private Refusals() {}

    static ServiceRefusal missing(String name) {
        return new ServiceRefusal(400, "Missing" + name, name + " is mandatory for this action.");
    }

    static ServiceRefusal incompleteSignature(String whatIsWrong) {
        return new ServiceRefusal(
                400,
                "IncompleteSignature",
                "The request signature does not conform to Aliyun standards: " + whatIsWrong + ".");
    }

    static ServiceRefusal invalidSignatureMethod() {
        return new ServiceRefusal(
                400, "InvalidSignatureMethod", "The specified signature method or version is not supported.");
    }

    static ServiceRefusal rpcSignatureDoesNotMatch(String stringToSign) {
        return new ServiceRefusal(
                400,
                "SignatureDoesNotMatch",
                "Specified signature is not matched with our calculation. server string to sign is:" + stringToSign);
    }

    static ServiceRefusal headerSignatureDoesNotMatch(String stringToSign, String canonicalRequest) {
        return new ServiceRefusal(
                400,
                "SignatureDoesNotMatch",
                "Specified signature does not match our calculation. server StringToSign is [" + stringToSign
                        + "] server CanonicalRequest is [" + canonicalRequest + "]");
    }

    static ServiceRefusal timestampFormat() {
        return new ServiceRefusal(
                400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.");
    }

    static ServiceRefusal timestampExpired() {
        return new ServiceRefusal(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
    }

    static ServiceRefusal nonceTooLong() {
        return new ServiceRefusal(
                400,
                "InvalidParameter",
                "The specified parameter \"SignatureNonce\" is not valid: it has more than "
                        + NonceMemory.MAX_NONCE_LENGTH + " characters.");
    }

    static ServiceRefusal nonceUsed() {
        return new ServiceRefusal(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
    }

    static ServiceRefusal accessKeyNotFound() {
        return new ServiceRefusal(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
    }

    static ServiceRefusal accessKeyInactive() {
        return new ServiceRefusal(400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled.");
    }

    static ServiceRefusal missingSecurityToken() {
        return new ServiceRefusal(
                400, "MissingSecurityToken", "SecurityToken is mandatory for this AccessKey, but is not supplied.");
    }

    static ServiceRefusal mismatchedSecurityToken() {
        return new ServiceRefusal(
                400,
                "InvalidSecurityToken.MismatchWithAccessKey",
                "Specified SecurityToken mismatch with the AccessKey.");
    }

    static ServiceRefusal expiredSecurityToken() {
        return new ServiceRefusal(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.");
    }
}
