package io.opensesame.localkms.engine.identity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.WireTime;
import java.util.Map;
import java.util.function.BiFunction;

/** The operations that attach policies to users or to roles; the permission they need is on the user or the role. */
final class AttachmentOperations {
    private final IdentityType holder;

    private AttachmentOperations(IdentityType holder) {
        this.holder = holder;
    }

    static Map<String, RamOperation> table(IdentityType holder) {
        return new AttachmentOperations(holder).table();
    }

    private Map<String, RamOperation> table() {
        BiFunction<RamParameters, Caller, String> theHolder =
                holder == IdentityType.USER ? RamOperation.THE_USER : RamOperation.THE_ROLE;
        return Map.of(
                "AttachPolicyTo" + holder.wireName(), RamOperation.silent(theHolder, this::attach),
                "DetachPolicyFrom" + holder.wireName(), RamOperation.silent(theHolder, this::detach),
                "ListPoliciesFor" + holder.wireName(), RamOperation.reading(theHolder, this::list));
    }

    private void attach(RamCall call) {
        RamParameters parameters = call.parameters();
        call.directory()
                .attach(holder, parameters.name(holder), parameters.policyKind(), parameters.policyName(), call.now());
    }

    private void detach(RamCall call) {
        PolicyKind kind = call.parameters().policyKind();
        String name = call.parameters().policyName();
        AttachedPolicies policies = policies(call);
        call.directory().policy(kind, name);
        policies.detach(kind, name);
    }

    private ObjectNode list(RamCall call) {
        ObjectNode answer = Json.object();
        ArrayNode list = Json.wrappedList(answer, "Policies", "Policy");
        for (AttachedPolicies.Attachment attachment : policies(call).all()) {
            ObjectNode node = PolicyOperations.describe(list.addObject(), attachment.policy());
            node.remove("CreateDate");
            node.put("AttachDate", WireTime.date(attachment.since()));
        }
        return answer;
    }

    private AttachedPolicies policies(RamCall call) {
        return call.directory().policies(holder, call.parameters().name(holder));
    }
}
