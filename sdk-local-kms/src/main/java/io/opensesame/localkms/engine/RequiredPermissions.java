package io.opensesame.localkms.engine;

import io.opensesame.localkms.engine.call.Account;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Reference;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.key.GuardedKeys;
import io.opensesame.localkms.engine.permission.GuardedResource;
import io.opensesame.localkms.engine.permission.RequiredPermission;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.catalogue.DecryptRule.CredentialsKind;
import io.opensesame.policy.catalogue.DecryptRule.Gateway;
import io.opensesame.policy.catalogue.DecryptRule.KeyOwner;
import io.opensesame.policy.catalogue.KmsCatalogue;
import io.opensesame.policy.catalogue.KmsPermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds which permissions a request needs: the catalogue says which actions on what types of resource, the request's
 * parameters say on which of them.
 *
 * <p>What a parameter names need not be there, so that who lacks the permission cannot find out; that the service goes
 * so is inferred. A request that does not name what it has to is refused here, as it would be by its operation.
 *
 * @see "KMS documentation: use RAM to manage access to KMS resources"
 */
final class RequiredPermissions {
    private static final String KEY_ID = "KeyId";
    private static final String CERTIFICATE_ID = "CertificateId";
    private static final String PROTECTED_ARN = "ProtectedResourceArn";

    private final KmsCatalogue catalogue;
    private final Account account;
    private final SecretStore secrets;
    private final GuardedKeys keys;

    RequiredPermissions(KmsCatalogue catalogue, SecretStore secrets, GuardedKeys keys) {
        this.catalogue = catalogue;
        this.account = secrets.account();
        this.secrets = secrets;
        this.keys = keys;
    }

    /**
     * Returns the permissions, in the order in which they are to be checked.
     *
     * @param operation the operation called; of BatchGetSecretValue each element is a request
     */
    List<RequiredPermission> of(String operation, Request request) {
        List<RequiredPermission> needed = new ArrayList<>();
        for (KmsPermission permission : catalogued(operation)) {
            for (List<GuardedResource> anyOf : resources(operation, permission, request)) {
                needed.add(new RequiredPermission(permission.action(), anyOf));
            }
        }
        return needed;
    }

    private List<KmsPermission> catalogued(String operation) {
        return catalogue
                .operation(operation)
                .orElseThrow(() -> new IllegalStateException("the catalogue lacks the operation " + operation))
                .permissions();
    }

    private List<List<GuardedResource>> resources(String operation, KmsPermission permission, Request request) {
        if (permission.on().isEmpty()) {
            return List.of(List.of(GuardedResource.NONE));
        }
        return switch (operation) {
            case "TagResource", "UntagResource" -> each(tagged(request));
            case "TagResources", "UntagResources", "ListTagResources" -> each(taggedInBulk(request));
            case "CreateCertificate" -> List.of(newCertificate(request));
            default -> each(named(operation, permission, request));
        };
    }

    private static List<List<GuardedResource>> each(List<GuardedResource> resources) {
        return resources.stream().map(List::of).toList();
    }

    private List<GuardedResource> named(String operation, KmsPermission permission, Request request) {
        KmsResourceType type = permission.on().get(0);
        if (type.isContainer()) {
            return List.of(own(request, type.segment()));
        }
        return switch (type) {
            case SECRET -> List.of(secrets.guarded(request));
            case ALIAS -> List.of(keys.alias(request));
            case CERTIFICATE -> List.of(certificate(request));
            case KEY -> key(operation, permission.action(), request);
            default -> throw new IllegalStateException("no operation here is about a " + type);
        };
    }

    private List<GuardedResource> key(String operation, String action, Request request) {
        Parameters parameters = request.parameters();
        return switch (operation) {
            case "Decrypt", "ExportDataKey" -> List.of(keys.encrypting(request));
            case "ReEncrypt" ->
                List.of(action.equals("kms:ReEncryptTo") ? keys.named(request, "DestinationKeyId") : source(request));
            case "DeleteAlias" -> keys.behindAlias(request).stream().toList();
            case "SetDeletionProtection" ->
                List.of(keys.named(
                        request,
                        parameters.optional(PROTECTED_ARN).isPresent()
                                        || parameters.optional(KEY_ID).isEmpty()
                                ? PROTECTED_ARN
                                : KEY_ID));
            case "CreateSecret" -> ownKey(parameters.optional("EncryptionKeyId"), account.of(request.caller()));
            case "PutSecretValue" -> ownKey(secrets.ifThere(request).flatMap(StoredSecret::encryptionKeyId), account);
            case "GetSecretValue", "BatchGetSecretValue" ->
                needsDecrypt(request)
                        ? ownKey(secrets.ifThere(request).flatMap(StoredSecret::encryptionKeyId), account)
                        : List.of();
            default -> List.of(keys.named(request, KEY_ID));
        };
    }

    private GuardedResource source(Request request) {
        return request.parameters().optional("SourceKeyId").isPresent()
                ? keys.named(request, "SourceKeyId")
                : keys.encrypting(request);
    }

    /** It depends on the gateway, which is the shared one here, be the secret in a KMS instance or not. */
    private boolean needsDecrypt(Request request) {
        return catalogue
                .decryptRule(
                        Gateway.SHARED,
                        request.caller().temporary() ? CredentialsKind.TEMPORARY : CredentialsKind.LASTING,
                        KeyOwner.OF_THE_ACCOUNT)
                .isNeeded();
    }

    /** Keys of the service's own, which protect secrets that no other key was named for, need no permission. */
    private List<GuardedResource> ownKey(Optional<String> keyId, Account home) {
        return keyId.filter(id -> !GuardedKeys.isOfTheService(id)).stream()
                .map(id -> keys.named("EncryptionKeyId", id, home))
                .toList();
    }

    /** A request that names several resources is refused by the operation; till then each is checked. */
    private List<GuardedResource> tagged(Request request) {
        List<GuardedResource> tagged = new ArrayList<>();
        if (request.parameters().optional(KEY_ID).isPresent()) {
            tagged.add(keys.named(request, KEY_ID));
        }
        if (request.parameters().optional(CERTIFICATE_ID).isPresent()) {
            tagged.add(certificate(request));
        }
        if (tagged.isEmpty() || request.parameters().optional("SecretName").isPresent()) {
            tagged.add(secrets.guarded(request));
        }
        return tagged;
    }

    /** Without ids, a request is about all of the type. */
    private List<GuardedResource> taggedInBulk(Request request) {
        Parameters parameters = request.parameters();
        String type = parameters.required("ResourceType");
        if (!type.equals("key") && !type.equals("secret")) {
            throw ServiceRefusal.invalid("ResourceType");
        }
        List<String> ids = parameters.list(BulkTagOperations.RESOURCE_ID, BulkTagOperations.MAX_RESOURCES);
        if (ids.isEmpty()) {
            return List.of(inBulk(type, "*", request));
        }
        return ids.stream()
                .map(id -> inBulk(type, Reference.requireNameable(BulkTagOperations.RESOURCE_ID, id), request))
                .toList();
    }

    private GuardedResource inBulk(String type, String id, Request request) {
        Account home = account.of(request.caller());
        return type.equals("key") ? keys.withId(home, id) : secrets.guarded(home, id);
    }

    private GuardedResource certificate(Request request) {
        String id = request.parameters().required(CERTIFICATE_ID);
        return own(request, "certificate/" + Reference.requireNameable(CERTIFICATE_ID, id));
    }

    /** The service's documents differ on whether this is about the certificates as a whole or one of them. */
    private List<GuardedResource> newCertificate(Request request) {
        return List.of(own(request, "certificate"), own(request, "certificate/*"));
    }

    private GuardedResource own(Request request, String resource) {
        return GuardedResource.of(account.of(request.caller()), resource);
    }
}
