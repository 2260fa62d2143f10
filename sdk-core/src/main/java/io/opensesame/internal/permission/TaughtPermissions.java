package io.opensesame.internal.permission;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.policy.KmsArn;
import io.opensesame.policy.leastprivilege.NeededPermission;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Puts what an answer teaches in place of what was not known of the permissions: the account, from the ARN of what was
 * named without one, and the key that was behind a ciphertext or an alias.
 */
public final class TaughtPermissions {
    private static final String ANY_KEY = ":key/*";
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9-]{1,128}");
    private static final Pattern ACCOUNT_ID = Pattern.compile("[0-9]{1,32}");
    private static final List<String> ARNS =
            List.of("/Arn", "/KeyMetadata/Arn", "/Keys/Key/0/KeyArn", "/Aliases/Alias/0/AliasArn");

    private static final List<String> KEY_IDS =
            List.of("/KeyId", "/KeyMetadata/KeyId", "/KeyVersion/KeyId", "/KeyVersions/KeyVersion/0/KeyId");

    private TaughtPermissions() {}

    /**
     * Returns the same permissions, as far as the answer tells about them.
     *
     * @param needed what the call was found to need
     * @param answer what the service answered
     */
    public static List<NeededPermission> of(List<NeededPermission> needed, JsonNode answer) {
        String account = account(answer);
        String keyId = keyId(answer);
        return needed.stream()
                .map(permission -> account.isEmpty() ? permission : withAccount(permission, account))
                .map(permission -> keyId.isEmpty() ? permission : withKey(permission, keyId))
                .toList();
    }

    /** The account in the first ARN that the answer has, or empty. */
    private static String account(JsonNode answer) {
        return ARNS.stream()
                .flatMap(path -> KmsArn.parse(answer.at(path).asText()).stream())
                .map(KmsArn::accountId)
                .filter(account -> ACCOUNT_ID.matcher(account).matches())
                .findFirst()
                .orElse("");
    }

    /** The first key's id that the answer has, or empty. */
    private static String keyId(JsonNode answer) {
        return KEY_IDS.stream()
                .map(path -> answer.at(path).asText())
                .filter(id -> KEY_ID.matcher(id).matches())
                .findFirst()
                .orElse("");
    }

    private static NeededPermission withAccount(NeededPermission permission, String account) {
        return permission.protectedSecret().isPresent()
                ? NeededPermission.onKeyOf(
                        permission.action(),
                        withAccount(permission.protectedSecret().get(), account))
                : NeededPermission.of(permission.action(), withAccount(permission.resource(), account));
    }

    private static String withAccount(String arn, String account) {
        boolean unknown = KmsArn.parse(arn).map(KmsArn::accountId).orElse("").equals("*");
        // The region, which comes before the account, may be * too.
        int accountAt = arn.indexOf(':', "acs:kms:".length()) + 1;
        return unknown ? arn.substring(0, accountAt) + account + arn.substring(accountAt + 1) : arn;
    }

    /** Of a re-encryption the answer names the key that was left, not the one that is used from now on. */
    private static NeededPermission withKey(NeededPermission permission, String keyId) {
        String resource = permission.resource();
        if (!resource.endsWith(ANY_KEY)
                || permission.protectedSecret().isPresent()
                || permission.action().equals("kms:ReEncryptTo")) {
            return permission;
        }
        return NeededPermission.of(permission.action(), resource.substring(0, resource.length() - 1) + keyId);
    }
}
