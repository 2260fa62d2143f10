package io.opensesame.internal.ram.authorization;

import io.opensesame.ram.authorization.AuthorizationFinding;
import io.opensesame.ram.authorization.AuthorizationPart;
import io.opensesame.ram.authorization.AuthorizationReport;
import io.opensesame.ram.authorization.LackingPermission;
import io.opensesame.ram.authorization.PartState;
import io.opensesame.ram.authorization.RoleNaming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says of a survey, part by part, what is there and what its lack breaks. */
final class Diagnosis {
    private static final String EVERY_ROTATION_FAILS = "every rotation of a RAM secret fails";

    private final Survey survey;
    private final String roleName;

    private Diagnosis(Survey survey) {
        this.survey = survey;
        this.roleName = survey.naming().roleName();
    }

    static AuthorizationReport report(Survey survey) {
        Diagnosis diagnosis = new Diagnosis(survey);
        return new AuthorizationReport(
                survey.scope().accountId(),
                diagnosis.roleName,
                List.of(diagnosis.role(), diagnosis.trust(), diagnosis.policy(), diagnosis.attachment()),
                survey.lacking(),
                Remarks.on(survey));
    }

    /** What is in the way of rotation, a sentence each. */
    static List<String> differences(Survey survey) {
        return report(survey).findings().stream()
                .filter(finding -> finding.state() != PartState.PRESENT)
                .map(AuthorizationFinding::toString)
                .toList();
    }

    private AuthorizationFinding role() {
        AuthorizationPart part = AuthorizationPart.ROLE;
        return survey.role().isPresent()
                ? present(part, "the role " + roleName + " is there")
                : missing(
                        part,
                        "there is no role " + RoleNaming.CONSOLE.roleName() + " and no role "
                                + RoleNaming.HISTORICAL.roleName() + ", so that KMS has none to act through: "
                                + EVERY_ROTATION_FAILS);
    }

    private AuthorizationFinding trust() {
        AuthorizationPart part = AuthorizationPart.TRUST;
        Optional<FoundRole> role = survey.role();
        if (role.isEmpty()) {
            return missing(part, "there is no role for KMS to assume: " + EVERY_ROTATION_FAILS);
        }
        return role.get().isTrusted()
                ? present(part, FoundRole.KMS + " may assume the role " + roleName)
                : different(
                        part,
                        "the trust policy of the role " + roleName + " does not let " + FoundRole.KMS
                                + " assume it, so that " + EVERY_ROTATION_FAILS + ": "
                                + role.get().trustProblem());
    }

    private AuthorizationFinding policy() {
        AuthorizationPart part = AuthorizationPart.POLICY;
        if (survey.isPermitted()) {
            return present(part, names(survey.attached()) + " allows all that rotation does");
        }
        Optional<FoundPolicy> target = survey.target();
        if (target.isEmpty()) {
            return missing(part, "there is no policy " + RoleNaming.HISTORICAL.policyName() + "; " + lacking());
        }
        return survey.targetSuffices()
                ? present(part, target.get() + " allows all that rotation does")
                : different(part, shortcoming(target.get()));
    }

    private String shortcoming(FoundPolicy target) {
        if (target.policy().isEmpty()) {
            return target + " cannot be read, so that it is taken to allow nothing: " + target.problem();
        }
        List<LackingPermission> lacking = survey.grants().lacking(List.of(target));
        String earlier = survey.versionToGoBackTo()
                .map(version -> "; its version " + version.versionId() + " would do, and is not the default")
                .orElse("");
        return target + " does not allow " + listed(lacking) + ", so that rotation fails for them" + earlier + ". "
                + lacking.get(0).explanation();
    }

    private AuthorizationFinding attachment() {
        AuthorizationPart part = AuthorizationPart.ATTACHMENT;
        if (survey.isPermitted()) {
            return present(part, names(survey.attached()) + " is attached to the role " + roleName);
        }
        List<FoundPolicy> obstacles = survey.obstacles();
        if (!obstacles.isEmpty()) {
            return different(
                    part,
                    "what is attached to the role " + roleName + " stops rotation: "
                            + obstacles.stream().map(survey.grants()::obstacle).collect(Collectors.joining("; ")));
        }
        String name = survey.target().map(FoundPolicy::name).orElse(RoleNaming.HISTORICAL.policyName());
        return survey.targetIsAttached()
                ? present(part, name + " is attached to the role " + roleName)
                : missing(part, name + " is not attached to the role " + roleName + "; " + lacking());
    }

    private String lacking() {
        List<LackingPermission> lacking = survey.lacking();
        return lacking.isEmpty()
                ? "what is attached to the role would do without what denies it"
                : "the role may not use " + listed(lacking) + ", so that rotation fails for them";
    }

    /** Such as {@code ram:ListAccessKeys, ram:CreateAccessKey for the RAM user 'app'}. */
    private static String listed(List<LackingPermission> lacking) {
        Map<Optional<String>, List<String>> byUser = new LinkedHashMap<>();
        lacking.forEach(permission -> byUser.computeIfAbsent(permission.userName(), none -> new ArrayList<>())
                .add(permission.action()));
        return byUser.entrySet().stream()
                .map(entry -> new LackingPermission(String.join(", ", entry.getValue()), entry.getKey(), "").toString())
                .collect(Collectors.joining(" and "));
    }

    private static String names(List<FoundPolicy> policies) {
        return policies.stream().map(FoundPolicy::toString).collect(Collectors.joining(" with "));
    }

    private static AuthorizationFinding present(AuthorizationPart part, String explanation) {
        return new AuthorizationFinding(part, PartState.PRESENT, explanation);
    }

    private static AuthorizationFinding missing(AuthorizationPart part, String explanation) {
        return new AuthorizationFinding(part, PartState.MISSING, explanation);
    }

    private static AuthorizationFinding different(AuthorizationPart part, String explanation) {
        return new AuthorizationFinding(part, PartState.DIFFERENT, explanation);
    }
}
