package io.opensesame.internal.ram.secret;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.ram.authorization.AuthorizationDeniedException;
import io.opensesame.ram.authorization.AuthorizationFinding;
import io.opensesame.ram.authorization.AuthorizationReport;
import io.opensesame.ram.authorization.PartState;
import io.opensesame.ram.client.AccessKeyStatus;
import io.opensesame.ram.client.AccessKeySummary;
import io.opensesame.ram.client.RamClient;
import io.opensesame.ram.secret.NewRamSecret;
import io.opensesame.ram.secret.RamSecretException;
import io.opensesame.ram.secret.RamSecretException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks at what a RAM secret to be needs: the user, all of its AccessKeys, and the authorization to rotate them.
 *
 * <p>Where KMS is not authorized, a secret would look well until its first rotation fails, which may be a year away:
 * that is refused, rather than warned of. Where the caller may not look, it may be well: that is warned of.
 */
final class NewSecretCheck {
    private static final String REMEDY =
            "Call sesame.ram().authorization().apply() first, or have an administrator do so";

    private final RamClient ram;
    private final Function<String, AuthorizationReport> authorization;

    /**
     * Creates it.
     *
     * @param authorization tells whether KMS could rotate the AccessKeys of a user of that name
     */
    NewSecretCheck(RamClient ram, Function<String, AuthorizationReport> authorization) {
        this.ram = ram;
        this.authorization = authorization;
    }

    /**
     * Looks, and changes nothing.
     *
     * @return what to warn of
     * @throws RamSecretException if the secret would be of no use
     */
    List<String> warnings(NewRamSecret secret) {
        List<AccessKeySummary> existing = ram.listAccessKeys(secret.userName());
        requireTheUsersOwn(secret, existing);
        requireAll(secret, existing);
        List<String> warnings = new ArrayList<>();
        warnOfDisabled(secret, existing, warnings);
        warnOfSecond(secret, warnings);
        checkAuthorization(secret, warnings);
        return warnings;
    }

    private static void requireTheUsersOwn(NewRamSecret secret, List<AccessKeySummary> existing) {
        List<String> ids = existing.stream().map(AccessKeySummary::accessKeyId).toList();
        List<String> foreign =
                secret.accessKeyIds().stream().filter(id -> !ids.contains(id)).toList();
        if (!foreign.isEmpty()) {
            throw new RamSecretException(
                    Reason.ACCESS_KEY_NOT_OF_USER,
                    foreign,
                    notCreated(secret) + named(foreign) + " not the user's, who has "
                            + (ids.isEmpty() ? "none" : String.join(" and ", ids))
                            + ". Check the user's name and the AccessKey; only a RAM user's AccessKeys can be managed,"
                            + " not the account's own.",
                    null);
        }
    }

    private static void requireAll(NewRamSecret secret, List<AccessKeySummary> existing) {
        List<String> missing = existing.stream()
                .map(AccessKeySummary::accessKeyId)
                .filter(id -> !secret.accessKeyIds().contains(id))
                .toList();
        if (!missing.isEmpty()) {
            throw new RamSecretException(
                    Reason.ACCESS_KEY_NOT_GIVEN,
                    missing,
                    notCreated(secret) + named(missing) + " the user's too, and was not given: KMS takes over all"
                            + " AccessKeys of a user. Give it by otherAccessKey(...), or delete it in RAM if nobody"
                            + " uses it.",
                    null);
        }
    }

    private static String named(List<String> ids) {
        return "AccessKey " + String.join(" and ", ids) + (ids.size() == 1 ? " is" : " are");
    }

    private static void warnOfDisabled(NewRamSecret secret, List<AccessKeySummary> existing, List<String> warnings) {
        String current = secret.accessKeyIds().get(0);
        boolean disabled = existing.stream()
                .anyMatch(key -> key.accessKeyId().equals(current) && key.status() != AccessKeyStatus.ACTIVE);
        if (disabled) {
            warnings.add("AccessKey " + current + " of RAM user '" + secret.userName()
                    + "' is disabled: who reads the secret is refused with it until it is enabled or rotated.");
        }
    }

    private static void warnOfSecond(NewRamSecret secret, List<String> warnings) {
        List<String> ids = secret.accessKeyIds();
        if (ids.size() > 1) {
            warnings.add("RAM user '" + secret.userName() + "' has two AccessKeys: " + ids.get(0)
                    + " is the secret's current value, and the first rotation deletes " + ids.get(1)
                    + ". Nothing may use that one any more by then.");
        }
    }

    private void checkAuthorization(NewRamSecret secret, List<String> warnings) {
        if (!secret.isAuthorizationChecked()) {
            return;
        }
        AuthorizationReport report;
        try {
            report = authorization.apply(secret.userName());
        } catch (AuthorizationDeniedException | AccessDeniedException unknown) {
            warnings.add("Whether KMS is authorized to rotate the AccessKeys of RAM user '" + secret.userName()
                    + "' could not be looked at. " + unknown.getMessage());
            return;
        }
        if (!report.isSufficient()) {
            throw new RamSecretException(
                    Reason.NOT_AUTHORIZED,
                    List.of(),
                    notCreated(secret) + "KMS is not authorized to rotate it. " + REMEDY + ". What stands in the way: "
                            + damage(report),
                    null);
        }
    }

    private static String damage(AuthorizationReport report) {
        return report.findings().stream()
                .filter(finding -> finding.state() != PartState.PRESENT)
                .map(AuthorizationFinding::toString)
                .collect(Collectors.joining("; "));
    }

    private static String notCreated(NewRamSecret secret) {
        return "The secret of RAM user '" + secret.userName() + "' was not created: ";
    }
}
