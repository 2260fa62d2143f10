package io.opensesame.localkms.engine;

import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.permission.PermissionSystem;
import io.opensesame.localkms.engine.permission.RequiredPermission;
import java.util.List;
import java.util.function.Consumer;

/**
 * Stands before every operation: behind it, the caller has all permissions that the request needs, and the request
 * names resources of the engine's own account alone.
 */
final class CallGuard {
    private final RequiredPermissions needed;
    private final PermissionSystem permissions;
    private final String accountId;

    CallGuard(RequiredPermissions needed, PermissionSystem permissions, String accountId) {
        this.needed = needed;
        this.permissions = permissions;
        this.accountId = accountId;
    }

    /** Returns what refuses the requests of an operation that must not reach it. */
    Consumer<Request> of(String operation) {
        return request -> admit(operation, request);
    }

    private void admit(String operation, Request request) {
        List<RequiredPermission> all = needed.of(operation, request);
        all.forEach(permission -> permissions.require(operation, request, permission));
        boolean foreign = all.stream()
                .flatMap(permission -> permission.anyOf().stream())
                .anyMatch(resource -> !resource.isOf(accountId));
        if (foreign) {
            throw ServiceRefusal.serviceNotEnabled(accountId);
        }
    }
}
