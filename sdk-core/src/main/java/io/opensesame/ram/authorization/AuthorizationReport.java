package io.opensesame.ram.authorization;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether KMS could rotate the AccessKeys of RAM users, as the account was found. Immutable. */
public final class AuthorizationReport {
    private final String accountId;
    private final String roleName;
    private final List<AuthorizationFinding> findings;
    private final List<LackingPermission> lackingPermissions;
    private final List<String> remarks;

    /**
     * Creates a report.
     *
     * @param accountId the account
     * @param roleName the role that was looked at, or that is missing
     * @param findings one for each part
     * @param lackingPermissions what the role lacks
     * @param remarks what is no damage
     */
    public AuthorizationReport(
            String accountId,
            String roleName,
            List<AuthorizationFinding> findings,
            List<LackingPermission> lackingPermissions,
            List<String> remarks) {
        this.accountId = Objects.requireNonNull(accountId, "accountId");
        this.roleName = Objects.requireNonNull(roleName, "roleName");
        this.findings = List.copyOf(findings);
        this.lackingPermissions = List.copyOf(lackingPermissions);
        this.remarks = List.copyOf(remarks);
    }

    /** {@return the id of the account that was looked at} */
    public String accountId() {
        return accountId;
    }

    /** {@return the name of the role that was looked at, or of the one that is to be made} */
    public String roleName() {
        return roleName;
    }

    /**
     * {@return whether rotation would work: KMS may assume the role, and the role may do all that rotation does, for
     * each user that was asked for, whatever the names of its policies}
     */
    public boolean isSufficient() {
        return findings.stream().allMatch(finding -> finding.state() == PartState.PRESENT);
    }

    /** {@return what was found, one finding for each {@link AuthorizationPart}, in their order; unmodifiable} */
    public List<AuthorizationFinding> findings() {
        return findings;
    }

    /**
     * Returns how one part was found.
     *
     * @param part the part
     * @return how it was found
     */
    public AuthorizationFinding finding(AuthorizationPart part) {
        return findings.stream()
                .filter(finding -> finding.part() == part)
                .findFirst()
                .orElseThrow();
    }

    /** {@return the permissions that rotation needs and the role does not have; unmodifiable} */
    public List<LackingPermission> lackingPermissions() {
        return lackingPermissions;
    }

    /**
     * {@return what stops no rotation, and yet is worth a look, such as a policy that allows more than it needs to, or
     * a Deny under a condition; a sentence each; unmodifiable}
     */
    public List<String> remarks() {
        return remarks;
    }

    /** {@return the verdict, the findings and the remarks, one on each line} */
    @Override
    public String toString() {
        String verdict = (isSufficient() ? "KMS can rotate" : "KMS cannot rotate")
                + " the AccessKeys of RAM users of account " + accountId;
        return Stream.of(
                        Stream.of(verdict),
                        findings.stream().map(AuthorizationFinding::toString),
                        remarks.stream().map(remark -> "REMARK: " + remark))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }
}
