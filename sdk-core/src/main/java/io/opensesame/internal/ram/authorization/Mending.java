package io.opensesame.internal.ram.authorization;

import static io.opensesame.ram.authorization.AuthorizationStep.Operation;

import io.opensesame.policy.Policy;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.policy.template.ManagedRamCredentials;
import io.opensesame.ram.authorization.AuthorizationStep;
import io.opensesame.ram.authorization.RoleNaming;
import io.opensesame.ram.client.ManagedPolicyType;
import io.opensesame.ram.client.RamClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the calls that mend what a survey found, in the order of the console's steps: policy, role, attachment. */
final class Mending {
    private static final String DESCRIPTION = "Lets KMS Secrets Manager rotate AccessKeys of RAM users";

    private final Survey survey;
    private final String roleName;
    private final List<PlannedCall> calls = new ArrayList<>();

    private Mending(Survey survey) {
        this.survey = survey;
        this.roleName = survey.naming().roleName();
    }

    /** Nothing if rotation would work as it is. */
    static List<PlannedCall> of(Survey survey) {
        Mending mending = new Mending(survey);
        if (!survey.isPermitted()) {
            mending.mendPolicy();
        }
        mending.mendRole();
        if (!survey.isPermitted()) {
            mending.mendAttachments();
        }
        return List.copyOf(mending.calls);
    }

    private void mendPolicy() {
        Optional<FoundPolicy> target = survey.target();
        if (target.isEmpty()) {
            String name = RoleNaming.HISTORICAL.policyName();
            RamPolicy document = survey.scope().policy();
            add(
                    Operation.CREATE_POLICY,
                    "policy " + name,
                    document,
                    "no policy of that name allows what rotation does",
                    ram -> ram.createPolicy(name, document, DESCRIPTION));
        } else if (!survey.targetSuffices()) {
            replace(target.get());
        }
    }

    /**
     * Going back to a version of the policy loses nothing. A new version may: where there are five, RAM drops the
     * oldest one.
     */
    private void replace(FoundPolicy target) {
        String name = target.name();
        Optional<FoundPolicy> earlier = survey.versionToGoBackTo();
        if (earlier.isPresent()) {
            String versionId = earlier.get().versionId();
            replace(
                    Operation.SET_DEFAULT_POLICY_VERSION,
                    "policy " + name + ", version " + versionId,
                    null,
                    "it allows all that rotation does, and the default version, " + target.versionId() + ", does not",
                    ram -> ram.setDefaultPolicyVersion(name, versionId));
        } else {
            RamPolicy document = survey.scope().policy();
            replace(
                    Operation.CREATE_POLICY_VERSION,
                    "policy " + name,
                    document,
                    "its default version, " + target.versionId()
                            + ", does not allow all that rotation does, or cannot be read; it stays as a version",
                    ram -> ram.createDefaultPolicyVersion(name, document));
        }
    }

    private void mendRole() {
        TrustPolicy trust = ManagedRamCredentials.trustPolicy();
        Optional<FoundRole> role = survey.role();
        if (role.isEmpty()) {
            add(
                    Operation.CREATE_ROLE,
                    "role " + roleName,
                    trust,
                    "KMS has no role to act through",
                    ram -> ram.createRole(roleName, trust, DESCRIPTION));
        } else if (!role.get().isTrusted()) {
            replace(
                    Operation.UPDATE_ROLE,
                    "role " + roleName,
                    trust,
                    "its trust policy does not let " + FoundRole.KMS + " assume it",
                    ram -> ram.updateRole(roleName, trust));
        }
    }

    private void mendAttachments() {
        for (FoundPolicy obstacle : survey.obstacles()) {
            replace(
                    Operation.DETACH_POLICY_FROM_ROLE,
                    "policy " + obstacle.name() + ", role " + roleName,
                    null,
                    survey.grants().obstacle(obstacle),
                    ram -> ram.detachPolicyFromRole(obstacle.type(), obstacle.name(), roleName));
        }
        if (!survey.targetIsAttached()) {
            ManagedPolicyType type = survey.target().map(FoundPolicy::type).orElse(ManagedPolicyType.CUSTOM);
            String name = survey.target().map(FoundPolicy::name).orElse(RoleNaming.HISTORICAL.policyName());
            add(
                    Operation.ATTACH_POLICY_TO_ROLE,
                    "policy " + name + ", role " + roleName,
                    null,
                    "the role lacks permissions that rotation needs",
                    ram -> ram.attachPolicyToRole(type, name, roleName));
        }
    }

    private void add(
            Operation operation, String target, @Nullable Policy document, String reason, Consumer<RamClient> call) {
        calls.add(new PlannedCall(
                new AuthorizationStep(operation, target, Optional.ofNullable(document), false, reason), call));
    }

    private void replace(
            Operation operation, String target, @Nullable Policy document, String reason, Consumer<RamClient> call) {
        calls.add(new PlannedCall(
                new AuthorizationStep(operation, target, Optional.ofNullable(document), true, reason), call));
    }
}
