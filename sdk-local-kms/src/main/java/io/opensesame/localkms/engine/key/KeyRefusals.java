package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.call.ServiceRefusal;

/** The refusals that only operations on keys have. */
final class KeyRefusals {
    private KeyRefusals() {}

    static ServiceRefusal aliasNotFound() {
        return new ServiceRefusal(404, "Forbidden.AliasNotFound", "The specified Alias is not found.");
    }

    static ServiceRefusal aliasExists() {
        return new ServiceRefusal(400, "AliasAlreadyExists", "The specified Alias already exists.");
    }

    /** Refuses an alias where the service takes a key's id only; which code it has for that is inferred. */
    static ServiceRefusal aliasUnsupported() {
        return new ServiceRefusal(400, "Unsupported.Alias", "This action takes the id of a key, not an alias.");
    }

    static ServiceRefusal versionNotFound() {
        return new ServiceRefusal(404, "Forbidden.KeyVersionNotFound", "The specified Key version is not found.");
    }

    /** Refuses what keys of this spec, usage or origin never do. */
    static ServiceRefusal unsupported() {
        return new ServiceRefusal(400, "Rejected.UnsupportedOperation", "Unsupported operation.");
    }

    static ServiceRefusal unsupportedOrigin() {
        return new ServiceRefusal(400, "Unsupported.Origin", "This key origin is not valid for this api");
    }

    static ServiceRefusal stateNotModified() {
        return new ServiceRefusal(409, "Rejected.StateModifiedFailed", "Keystate modified failed.");
    }

    /** Refuses to delete a protected key; the service's code for that is not known, so this is our choice. */
    static ServiceRefusal deletionProtected() {
        return new ServiceRefusal(
                409,
                "Rejected.StateModifiedFailed",
                "Keystate modified failed: the key is protected from deletion, end that with SetDeletionProtection.");
    }

    static ServiceRefusal invalidMaterial() {
        return new ServiceRefusal(400, "InvalidKeyMaterial", "The key material is invalid.");
    }

    static ServiceRefusal invalidImportToken() {
        return new ServiceRefusal(400, "InvalidImportToken", "The import token is invalid.");
    }

    static ServiceRefusal expiredImportToken() {
        return new ServiceRefusal(400, "ExpiredImportToken", "The import token is expired.");
    }

    /** Refuses a policy for a key that is in no KMS instance; the service's message is not known. */
    static ServiceRefusal policyUnsupported() {
        return new ServiceRefusal(400, "Forbidden.KeyPolicyUnSupported", "Key policies are not supported.");
    }
}
