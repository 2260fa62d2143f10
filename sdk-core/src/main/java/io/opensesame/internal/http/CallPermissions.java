package io.opensesame.internal.http;

import io.opensesame.auth.Credentials;
import io.opensesame.internal.permission.NeededPermissions;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.policy.catalogue.DecryptRule;
import io.opensesame.policy.catalogue.DecryptRule.CredentialsKind;
import io.opensesame.policy.catalogue.DecryptRule.Gateway;
import io.opensesame.policy.catalogue.DecryptRule.KeyOwner;
import io.opensesame.policy.catalogue.KmsCatalogue;
import io.opensesame.policy.leastprivilege.NeededPermission;
import java.util.List;

/** Says which permissions the calls of a service need, by who signs them. Immutable. */
final class CallPermissions {
    private static final String OF_INSTANCES = ".cryptoservice.kms.aliyuncs.com";

    private final NeededPermissions permissions;
    private final Gateway gateway;

    CallPermissions(RpcService service) {
        KmsEndpoint endpoint = service.endpoint();
        this.permissions =
                new NeededPermissions(service.product(), endpoint.region().orElse("*"));
        this.gateway = endpoint.uri().getHost().endsWith(OF_INSTANCES) ? Gateway.DEDICATED : Gateway.SHARED;
    }

    List<NeededPermission> neededBy(RpcCall call, Credentials credentials) {
        CredentialsKind kind =
                credentials.exposeSecurityToken().isPresent() ? CredentialsKind.TEMPORARY : CredentialsKind.LASTING;
        DecryptRule rule = KmsCatalogue.instance().decryptRule(gateway, kind, KeyOwner.OF_THE_ACCOUNT);
        return permissions.of(call.action(), call.parameters(), call.resource()).stream()
                .filter(permission -> rule.isNeeded() || !isDecryptOfSecret(permission))
                .toList();
    }

    private static boolean isDecryptOfSecret(NeededPermission permission) {
        return permission.protectedSecret().isPresent() && permission.action().equals("kms:Decrypt");
    }
}
