package io.opensesame.policy.difference;

import io.opensesame.policy.KmsArn;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.Principal;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.evaluation.AccessRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Requests that stand for all that some statements treat alike, as far as these can be told apart. */
final class RepresentativeRequests {
    private static final int MAX_REQUESTS = 50_000;

    private final List<AccessRequest> requests = new ArrayList<>();
    private final Map<String, List<String>> alike = new LinkedHashMap<>();
    private final List<Map<String, List<String>>> contexts;
    private boolean cutShort;

    private RepresentativeRequests(List<Statement> statements) {
        this.contexts = ContextWitnesses.of(statements);
    }

    /** By a RAM user, on what is its own account's. */
    static RepresentativeRequests ofIdentity(List<Statement> statements) {
        RepresentativeRequests all = new RepresentativeRequests(statements);
        ResourceWitnesses resources = new ResourceWitnesses(statements);
        for (ActionWitnesses.Alike actions : ActionWitnesses.of(statements)) {
            if (all.cutShort) {
                break;
            }
            for (String resource : resources(actions, resources)) {
                all.add(actions, resource, user(accountOf(resource)));
            }
        }
        all.cutShort |= resources.isCutShort();
        return all;
    }

    /** By whoever a secret's policy names, and by others, on the secret. */
    static RepresentativeRequests onSecret(KmsArn secret, List<Statement> statements) {
        RepresentativeRequests all = new RepresentativeRequests(statements);
        Set<Principal> callers = callers(secret.accountId(), statements);
        for (ActionWitnesses.Alike actions : ActionWitnesses.of(statements)) {
            boolean governed = SecretPolicy.governs(actions.first());
            if (governed && (actions.on().contains(KmsResourceType.SECRET) || !actions.known())) {
                callers.forEach(caller -> all.add(actions, secret.toString(), caller));
            }
        }
        return all;
    }

    private static List<String> resources(ActionWitnesses.Alike actions, ResourceWitnesses resources) {
        Stream<String> none = Stream.of(AccessRequest.NO_RESOURCE);
        Collection<String> some = resources.of(actions.service());
        if (!actions.known()) {
            return Stream.concat(none, some.stream()).toList();
        }
        return actions.on().isEmpty()
                ? none.toList()
                : some.stream()
                        .filter(resource -> ResourceWitnesses.isOf(actions.on(), resource))
                        .toList();
    }

    private static String accountOf(String resource) {
        String[] parts = resource.split(":", 5);
        return parts.length == 5 ? parts[3] : ResourceWitnesses.ACCOUNT;
    }

    private static Principal user(String accountId) {
        return Principal.ramUser(accountId, "someone-else");
    }

    /** The accounts themselves are left out: the owner may do everything, and no other may do anything. */
    private static Set<Principal> callers(String ownerId, List<Statement> statements) {
        Set<Principal> callers = new LinkedHashSet<>();
        for (Statement statement : statements) {
            for (Principal named : statement.principals()) {
                if (named.type() != Principal.Type.ACCOUNT) {
                    callers.add(named);
                }
                callers.add(user(named.accountId()));
            }
        }
        callers.add(user(ownerId));
        callers.add(user(ResourceWitnesses.ACCOUNT));
        return callers;
    }

    private void add(ActionWitnesses.Alike actions, String resource, Principal caller) {
        alike.put(actions.first(), actions.actions());
        for (Map<String, List<String>> context : contexts) {
            if (requests.size() == MAX_REQUESTS) {
                cutShort = true;
                return;
            }
            AccessRequest.Builder request = AccessRequest.builder(caller, actions.first(), resource);
            context.forEach(request::context);
            requests.add(request.build());
        }
    }

    List<AccessRequest> requests() {
        return requests;
    }

    /** The actions that the one of a request stands for, itself among them. */
    List<String> alike(AccessRequest request) {
        return alike.getOrDefault(request.action(), List.of(request.action()));
    }

    /** In how many contexts each caller asks for each action on each resource. */
    int contextCount() {
        return contexts.size();
    }

    boolean isCutShort() {
        return cutShort;
    }
}
