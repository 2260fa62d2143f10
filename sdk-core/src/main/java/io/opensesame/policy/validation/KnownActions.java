package io.opensesame.policy.validation;

import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.catalogue.KmsCatalogue;
import io.opensesame.policy.catalogue.KmsOperation;
import io.opensesame.policy.catalogue.KmsPermission;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All actions of KMS that this version of the library knows. Immutable. */
final class KnownActions {
    private static final int MAX_DISTANCE = 2;

    /** Actions of system policies that no documented operation needs. */
    private static final List<String> OF_SYSTEM_POLICIES = List.of(
            "kms:GetSecretDefaultPolicy",
            "kms:GetKeyDefaultPolicy",
            "kms:GetKmsInstanceSharedAccounts",
            "kms:GetUploadBackupDataInfo",
            "kms:GetCheckAssociateResourceTaskResults",
            "kms:ListManagedQuotas");

    private static final KnownActions INSTANCE = new KnownActions();

    private final Map<String, KnownAction> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private KnownActions() {
        for (KmsOperation operation : KmsCatalogue.instance().operations()) {
            for (KmsPermission permission : operation.permissions()) {
                byName.merge(permission.action(), known(operation, permission), KnownActions::both);
            }
        }
        for (String name : OF_SYSTEM_POLICIES) {
            byName.putIfAbsent(name, new KnownAction(name, Set.of(), false, false, Set.of()));
        }
    }

    static KnownActions instance() {
        return INSTANCE;
    }

    private static KnownAction known(KmsOperation operation, KmsPermission permission) {
        Set<KmsResourceType> on = EnumSet.noneOf(KmsResourceType.class);
        on.addAll(permission.on());
        return new KnownAction(permission.action(), on, on.isEmpty(), true, Set.copyOf(operation.conditionKeys()));
    }

    private static KnownAction both(KnownAction one, KnownAction other) {
        Set<KmsResourceType> on = EnumSet.copyOf(one.on());
        on.addAll(other.on());
        Set<String> keys = new TreeSet<>(one.conditionKeys());
        keys.addAll(other.conditionKeys());
        return new KnownAction(one.name(), on, one.onNone() || other.onNone(), true, keys);
    }

    Collection<KnownAction> all() {
        return byName.values();
    }

    /** Returns the action of that name in whatever letter case. */
    Optional<KnownAction> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<KnownAction> matching(ActionPattern pattern) {
        return pattern.hasWildcard()
                ? byName.values().stream()
                        .filter(action -> pattern.matches(action.name()))
                        .toList()
                : named(pattern.toString()).stream().toList();
    }

    /** Returns the action whose name takes the fewest changes, if these are few. */
    Optional<String> nearest(String name) {
        return byName.keySet().stream()
                .filter(known -> distance(known, name) <= MAX_DISTANCE)
                .min(Comparator.comparingInt(known -> distance(known, name)));
    }

    /** Counts the letters to add, leave out or change; stops counting where the lengths alone are too far apart. */
    static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > MAX_DISTANCE) {
            return Integer.MAX_VALUE;
        }
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[to.length()];
    }
}
