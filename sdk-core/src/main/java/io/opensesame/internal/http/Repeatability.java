package io.opensesame.internal.http;

import java.util.List;

/**
 * Tells which operations may be sent again when nobody knows whether they were carried out.
 *
 * <p>An attempt that certainly had no effect (no connection, throttled, unavailable) is followed by another whatever
 * the operation. After a time-out, a cut connection or a 500 the call may have been carried out: then only operations
 * are sent again whose second execution changes nothing: reads, cryptography, writes that set a state, and
 * {@code PutSecretValue} and {@code RotateSecret}, which carry a version id as a token. A second {@code CreateKey}
 * would make a second key, and a second {@code CreateSecret} or {@code DeleteSecret} be refused although the first
 * succeeded, and so would a second {@code AttachPolicyToRole}; a second {@code CreateAccessKey} would leave behind one
 * whose secret nobody knows. Such calls, and operations not known here, fail with an exception that says so.
 */
final class Repeatability {
    private static final List<String> REPEATABLE_PREFIXES = List.of(
            "Get",
            "List",
            "Describe",
            "BatchGet",
            "PutSecretValue",
            "RotateSecret",
            "Update",
            "Set",
            "Tag",
            "Untag",
            "Enable",
            "Disable",
            "Encrypt",
            "Decrypt",
            "ReEncrypt",
            "GenerateDataKey",
            "GenerateAndExportDataKey",
            "GenerateMac",
            "VerifyMac",
            "ExportDataKey",
            "Asymmetric",
            "CertificatePrivateKey",
            "CertificatePublicKey",
            "AssumeRole");

    private Repeatability() {}

    static boolean isRepeatable(RpcCall call) {
        // Its RemoveFromVersion is refused once the stage has moved.
        if (call.action().equals("UpdateSecretVersionStage")) {
            return !call.parameters().containsKey("RemoveFromVersion");
        }
        for (String prefix : REPEATABLE_PREFIXES) {
            if (call.action().startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
