package io.opensesame.localkms.engine.identity;

import static io.opensesame.localkms.engine.identity.RamOperation.ALL_POLICIES;
import static io.opensesame.localkms.engine.identity.RamOperation.THE_POLICY;
import static io.opensesame.localkms.engine.identity.RamOperation.changing;
import static io.opensesame.localkms.engine.identity.RamOperation.reading;
import static io.opensesame.localkms.engine.identity.RamOperation.silent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.WireTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The operations on policies and their versions. */
final class PolicyOperations {
    private static final String DOCUMENT = "PolicyDocument";
    private static final String VERSION_ID = "VersionId";
    private static final String ROTATE_STRATEGY = "RotateStrategy";
    private static final int MAX_DESCRIPTION = 1_024;

    private PolicyOperations() {}

    static Map<String, RamOperation> table() {
        return Map.of(
                "CreatePolicy", changing(THE_POLICY, PolicyOperations::create),
                "GetPolicy", reading(THE_POLICY, PolicyOperations::get),
                "ListPolicies", reading(ALL_POLICIES, PolicyOperations::list),
                "DeletePolicy",
                        silent(
                                THE_POLICY,
                                call -> call.directory()
                                        .deletePolicy(call.parameters().policyName())),
                "CreatePolicyVersion", changing(THE_POLICY, PolicyOperations::createVersion),
                "GetPolicyVersion", reading(THE_POLICY, PolicyOperations::getVersion),
                "ListPolicyVersions", reading(THE_POLICY, PolicyOperations::listVersions),
                "SetDefaultPolicyVersion",
                        silent(THE_POLICY, call -> custom(call).makeDefault(versionId(call), call.now())),
                "DeletePolicyVersion", silent(THE_POLICY, call -> custom(call).delete(versionId(call), call.now())));
    }

    private static ObjectNode create(RamCall call) {
        RamParameters parameters = call.parameters();
        PolicyDocument document = PolicyDocument.parse(parameters.required(DOCUMENT));
        CustomPolicy policy = call.directory()
                .customPolicies()
                .create(parameters.policyName(), parameters.text("Description", MAX_DESCRIPTION), document, call.now());
        ObjectNode answer = Json.object();
        describe(answer.putObject("Policy"), policy);
        return answer;
    }

    private static ObjectNode get(RamCall call) {
        ManagedPolicy policy = policy(call);
        PolicyVersion version = policy.defaultVersion();
        ObjectNode answer = Json.object();
        describeInFull(answer.putObject("Policy"), policy, call)
                .put(DOCUMENT, version.document().text());
        describe(answer.putObject("DefaultPolicyVersion"), version, policy);
        return answer;
    }

    private static ObjectNode list(RamCall call) {
        List<ManagedPolicy> all = new ArrayList<>();
        if (mayBe(call, PolicyKind.CUSTOM)) {
            all.addAll(call.directory().customPolicies().all());
        }
        if (mayBe(call, PolicyKind.SYSTEM)) {
            all.addAll(SystemPolicies.all());
        }
        all.sort(Comparator.comparing(PolicyOperations::place));
        return ListPage.of(call.parameters())
                .answer(
                        "Policies",
                        "Policy",
                        all,
                        PolicyOperations::place,
                        (node, policy) -> describeInFull(node, policy, call));
    }

    /** A custom policy and a system policy may have the same name. */
    private static String place(ManagedPolicy policy) {
        return policy.name() + " " + policy.kind().wireName();
    }

    private static boolean mayBe(RamCall call, PolicyKind kind) {
        return call.parameters()
                .optional("PolicyType")
                .map(PolicyKind::of)
                .filter(only -> only != kind)
                .isEmpty();
    }

    private static ObjectNode createVersion(RamCall call) {
        RamParameters parameters = call.parameters();
        CustomPolicy policy = custom(call);
        boolean asDefault = parameters.flag("SetAsDefault");
        boolean dropOldest = dropsOldest(parameters);
        PolicyDocument document = PolicyDocument.parse(parameters.required(DOCUMENT));
        if (dropOldest) {
            policy.dropOldestIfFull();
        }
        PolicyVersion version = policy.add(document, call.now());
        if (asDefault) {
            policy.makeDefault(version.id(), call.now());
        }
        ObjectNode answer = Json.object();
        describe(answer.putObject("PolicyVersion"), version, policy);
        return answer;
    }

    private static boolean dropsOldest(RamParameters parameters) {
        String strategy = parameters.optional(ROTATE_STRATEGY).orElse("None");
        return switch (strategy) {
            case "None" -> false;
            case "DeleteOldestNonDefaultVersionWhenLimitExceeded" -> true;
            default ->
                throw IdentityRefusals.invalid(
                        ROTATE_STRATEGY,
                        "RotateStrategy is None or DeleteOldestNonDefaultVersionWhenLimitExceeded, not '" + strategy
                                + "'.");
        };
    }

    private static ObjectNode getVersion(RamCall call) {
        ManagedPolicy policy = policy(call);
        ObjectNode answer = Json.object();
        describe(answer.putObject("PolicyVersion"), policy.version(versionId(call)), policy);
        return answer;
    }

    private static ObjectNode listVersions(RamCall call) {
        ManagedPolicy policy = policy(call);
        ObjectNode answer = Json.object();
        ArrayNode versions = Json.wrappedList(answer, "PolicyVersions", "PolicyVersion");
        policy.versions().forEach(version -> describe(versions.addObject(), version, policy));
        return answer;
    }

    private static ManagedPolicy policy(RamCall call) {
        return call.directory()
                .policy(call.parameters().policyKind(), call.parameters().policyName());
    }

    private static CustomPolicy custom(RamCall call) {
        return call.directory().customPolicies().named(call.parameters().policyName());
    }

    private static String versionId(RamCall call) {
        return call.parameters().required(VERSION_ID);
    }

    /** Writes what all answers say of a policy. */
    static ObjectNode describe(ObjectNode node, ManagedPolicy policy) {
        return node.put("PolicyName", policy.name())
                .put("PolicyType", policy.kind().wireName())
                .put("Description", policy.description())
                .put("DefaultVersion", policy.defaultVersion().id())
                .put("CreateDate", WireTime.date(policy.createdAt()));
    }

    private static ObjectNode describeInFull(ObjectNode node, ManagedPolicy policy, RamCall call) {
        return describe(node, policy)
                .put("UpdateDate", WireTime.date(policy.updatedAt()))
                .put("AttachmentCount", call.directory().attachments(policy));
    }

    private static void describe(ObjectNode node, PolicyVersion version, ManagedPolicy policy) {
        node.put(VERSION_ID, version.id())
                .put("IsDefaultVersion", version.equals(policy.defaultVersion()))
                .put(DOCUMENT, version.document().text())
                .put("CreateDate", WireTime.date(version.createdAt()));
    }
}
