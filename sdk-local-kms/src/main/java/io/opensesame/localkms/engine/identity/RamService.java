package io.opensesame.localkms.engine.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.OperationNames;
import io.opensesame.localkms.engine.call.Origin;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceApi;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.permission.GuardedResource;
import io.opensesame.localkms.engine.permission.PermissionSystem;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * RAM as its API offers it: each call is about the RAM of the caller's own account, and needs the permission of its
 * operation's name on what it is about, be that there or not. Thread-safe.
 *
 * @see "RAM API reference, version 2015-05-01"
 */
public final class RamService implements ServiceApi {
    private final Identities identities;
    private final PermissionSystem permissions;
    private final Clock clock;
    private final Runnable dueWork;
    private final Map<String, RamOperation> operations = new HashMap<>();

    /**
     * Creates the service.
     *
     * @param identities what it is about
     * @param permissions decides who may do what
     * @param clock what every date goes by
     * @param dueWork carries out what is due by that clock, such as the end of an AccessKey that was rotated
     */
    public RamService(Identities identities, PermissionSystem permissions, Clock clock, Runnable dueWork) {
        this.identities = identities;
        this.permissions = permissions;
        this.clock = clock;
        this.dueWork = dueWork;
        operations.putAll(PolicyOperations.table());
        operations.putAll(RoleOperations.table());
        operations.putAll(AttachmentOperations.table(IdentityType.USER));
        operations.putAll(AttachmentOperations.table(IdentityType.ROLE));
        operations.putAll(new UserOperations(identities).table());
        operations.putAll(new AccessKeyOperations(identities).table());
    }

    @Override
    public ObjectNode perform(String action, Map<String, String> parameters, Caller caller, Origin origin) {
        RamOperation operation = operations.get(action);
        if (operation == null) {
            throw ServiceRefusal.unknownAction();
        }
        dueWork.run();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Parameters sent = new Parameters(parameters);
        RamParameters read = new RamParameters(sent);
        String named = operation.resource().apply(read, caller);
        GuardedResource resource = GuardedResource.ofRam(
                caller.accountId(),
                identities.perform(caller.accountId(), false, directory -> directory.inItsLetterCase(named)));
        permissions.requireOf("ram", action, new Request(sent, caller, origin, now), resource);
        return identities.perform(
                caller.accountId(),
                operation.changes(),
                directory -> operation.handler().apply(new RamCall(read, caller, directory, now)));
    }

    @Override
    public OperationNames operationNames() {
        return new OperationNames(operations.keySet());
    }
}
