package io.opensesame.localkms.audit;

import io.opensesame.policy.Principal;
import io.opensesame.policy.leastprivilege.LeastPrivilege;
import io.opensesame.policy.leastprivilege.NeededPermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The latest permissions that calls needed, one entry each, the earliest first. Thread-safe.
 *
 * <p>A call that needs several permissions is checked for one after the other, until one is missing. A call that is
 * refused before that, such as one whose signature is wrong, needs none. What a test does by LocalKms's Java API is not
 * recorded; the calls of RAM that KMS makes in a session of its service role to rotate RAM secrets are.
 */
public final class AuditTrail {
    /** How many entries are kept; beyond that the earliest are dropped. */
    public static final int MAX_ENTRIES = 10_000;

    private final Deque<AuditEntry> entries = new ArrayDeque<>();

    /** Creates an empty trail. */
    public AuditTrail() {}

    /** {@return the entries, the earliest first; a copy} */
    public synchronized List<AuditEntry> entries() {
        return List.copyOf(entries);
    }

    /** {@return the entries of permissions that callers did not have, the earliest first} */
    public List<AuditEntry> denials() {
        return entries().stream().filter(entry -> !entry.isAllowed()).toList();
    }

    /**
     * Returns the entries of one caller.
     *
     * @param principalArn the caller's ARN; for the session of a role that of the session
     * @return the entries, the earliest first
     * @throws IllegalArgumentException if it is no caller's ARN, as a bare user name is none
     */
    public List<AuditEntry> entriesOf(String principalArn) {
        Principal.ofRam(principalArn); // or else a test for denials would pass, whatever was denied
        return entries().stream()
                .filter(entry -> entry.principalArn().equals(principalArn))
                .toList();
    }

    /**
     * Returns what one caller's calls needed, permissions that the caller did not have included, for
     * {@link LeastPrivilege} to write the least policy from.
     *
     * @param principalArn the caller's ARN; for the session of a role that of the session
     * @return the permissions, each once, in the order of their first need
     * @throws IllegalArgumentException if it is no caller's ARN, as a bare user name is none
     */
    public List<NeededPermission> neededPermissions(String principalArn) {
        return entriesOf(principalArn).stream()
                .map(entry -> NeededPermission.of(entry.action(), entry.resource()))
                .distinct()
                .toList();
    }

    /** Forgets all entries. */
    public synchronized void clear() {
        entries.clear();
    }

    /**
     * Adds an entry.
     *
     * @param entry the entry
     */
    public synchronized void add(AuditEntry entry) {
        if (entries.size() >= MAX_ENTRIES) {
            entries.removeFirst();
        }
        entries.addLast(entry);
    }

    /** {@return the entries, one a line} */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        entries().forEach(entry -> lines.append(entry).append('\n'));
        return lines.toString();
    }
}
