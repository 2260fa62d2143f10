package io.opensesame.internal.permission;

import io.opensesame.policy.KmsArn;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.catalogue.KmsCatalogue;
import io.opensesame.policy.catalogue.KmsOperation;
import io.opensesame.policy.catalogue.KmsPermission;
import io.opensesame.policy.leastprivilege.NeededPermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says which permissions the calls of one service at one endpoint need, by the catalogue. Immutable. */
public final class NeededPermissions {
    private static final String KMS = "kms";
    private static final String RAM = "ram";

    private final String product;
    private final ResourceArns arns;

    /**
     * Creates it for a service.
     *
     * @param product its name in policies, such as {@code kms}
     * @param region where it is called, or {@code *} if that is not known
     */
    public NeededPermissions(String product, String region) {
        this.product = product;
        this.arns = new ResourceArns(region);
    }

    /**
     * Returns what a call needs: first what it always needs, then the use of keys that protect a secret, which is
     * needed where they are the account's own.
     *
     * @param operation the operation, such as {@code GetSecretValue}
     * @param parameters its parameters, in clear
     * @param resource what it is called on, for a call whose parameters do not name it; empty for nothing
     */
    public List<NeededPermission> of(String operation, Map<String, String> parameters, String resource) {
        if (operation.equals("GetCallerIdentity")) {
            return List.of(); // who one is, anybody may ask
        }
        if (product.equals(RAM)) {
            return ResourceArns.ofRam(parameters).stream()
                    .map(arn -> NeededPermission.of(RAM + ":" + operation, arn))
                    .toList();
        }
        if (!product.equals(KMS)) {
            return List.of(NeededPermission.of(product + ":" + operation, ResourceArns.foreign(resource)));
        }
        CalledOperation call = new CalledOperation(operation, parameters, resource);
        KmsOperation known = KmsCatalogue.instance().operation(operation).orElse(null);
        if (known == null) {
            return ofType(KMS + ":" + operation, call.type(), call);
        }
        List<NeededPermission> needed = new ArrayList<>();
        known.permissions().forEach(permission -> needed.addAll(needed(permission, call)));
        return needed.stream().distinct().toList();
    }

    private List<NeededPermission> needed(KmsPermission permission, CalledOperation call) {
        String action = permission.action();
        if (permission.when().isPresent()) {
            return onProtectingKey(action, call);
        }
        if (permission.on().isEmpty()) {
            return List.of(NeededPermission.of(action, "*"));
        }
        if (permission.on().contains(KmsResourceType.KEY) && permission.on().contains(KmsResourceType.SECRET)) {
            return ofType(action, call.type(), call);
        }
        // On both: which of the two is checked before a certificate has an id, is not established.
        return permission.on().stream()
                .flatMap(type -> arns(action, type, call).stream())
                .map(arn -> NeededPermission.of(action, arn))
                .toList();
    }

    /** On what a call names, of a type that it was guessed to be about; nothing named may be about anything. */
    private List<NeededPermission> ofType(String action, KmsResourceType type, CalledOperation call) {
        List<String> named = call.named(type, action);
        return named.isEmpty()
                ? List.of(NeededPermission.of(action, "*"))
                : named.stream()
                        .map(name -> NeededPermission.of(action, arns.of(type, name)))
                        .toList();
    }

    private List<String> arns(String action, KmsResourceType type, CalledOperation call) {
        List<String> named = type.isContainer() ? List.of() : call.named(type, action);
        return named.isEmpty()
                ? List.of(arns.all(type))
                : named.stream().map(name -> arns.of(type, name)).toList();
    }

    /** Who creates a secret chooses its key; who reads or writes one does not know it. */
    private List<NeededPermission> onProtectingKey(String action, CalledOperation call) {
        if (call.name().equals("CreateSecret")) {
            String chosen = call.parameter("EncryptionKeyId");
            return chosen.isEmpty()
                    ? List.of()
                    : List.of(NeededPermission.of(action, arns.of(KmsResourceType.KEY, chosen)));
        }
        return arns(action, KmsResourceType.SECRET, call).stream()
                .filter(arn -> KmsArn.parse(arn).isPresent())
                .map(arn -> NeededPermission.onKeyOf(action, arn))
                .toList();
    }
}
