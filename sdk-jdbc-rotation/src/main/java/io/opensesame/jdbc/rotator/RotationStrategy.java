package io.opensesame.jdbc.rotator;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose password a rotation changes. Immutable. */
public final class RotationStrategy {
    /** What is added to an account's name to name its clone: {@value}, as the service does for accounts it rotates. */
    public static final String CLONE_SUFFIX = "_clone";

    private static final RotationStrategy ONE_ACCOUNT = new RotationStrategy(false, null, null);
    private static final RotationStrategy TWO_ACCOUNTS = new RotationStrategy(true, null, null);

    private final boolean alternates;
    private final @Nullable String account;
    private final @Nullable String clone;

    private RotationStrategy(boolean alternates, @Nullable String account, @Nullable String clone) {
        this.alternates = alternates;
        this.account = account;
        this.clone = clone;
    }

    /**
     * Returns the strategy that changes the password of the one account there is. From the change to the promotion
     * alone the login that works is the one at the pending stage; connections that are open go on.
     *
     * @return the strategy
     */
    public static RotationStrategy oneAccount() {
        return ONE_ACCOUNT;
    }

    /**
     * Returns the strategy that takes turns between an account and its clone, which is named by {@link #CLONE_SUFFIX}
     * and made at the first rotation. The login that was current works until the next rotation. An account that is
     * named like a clone is taken for one only if another version of the secret is for the account itself.
     *
     * @return the strategy
     */
    public static RotationStrategy twoAccounts() {
        return TWO_ACCOUNTS;
    }

    /**
     * Returns the strategy that takes turns between an account and a clone with a name of its own.
     *
     * @param account the account that permissions are granted to
     * @param clone its clone, which is made at the first rotation
     * @return the strategy
     * @throws IllegalArgumentException if a name is empty, or both are the same
     */
    public static RotationStrategy twoAccounts(String account, String clone) {
        if (account.isEmpty() || clone.isEmpty() || account.equals(clone)) {
            throw new IllegalArgumentException(
                    "two accounts need two names that differ: '" + account + "', '" + clone + "'");
        }
        return new RotationStrategy(true, account, clone);
    }

    /** {@return whether there are two accounts, which only an administrator can change} */
    public boolean alternates() {
        return alternates;
    }

    /** Tells whether it concludes from the name of one account to the other one. */
    boolean guessesAccounts() {
        return alternates && account == null;
    }

    /** Returns the accounts of the rotation that follows a login, or nothing if the login's account is not of them. */
    Optional<Turn> after(String current) {
        if (!alternates) {
            return Optional.of(new Turn(current, current));
        }
        String base = account != null ? account : withoutSuffix(current);
        String other = clone != null ? clone : base + CLONE_SUFFIX;
        if (current.equals(base)) {
            return Optional.of(new Turn(base, other));
        }
        return current.equals(other) ? Optional.of(new Turn(base, base)) : Optional.empty();
    }

    private static String withoutSuffix(String name) {
        boolean isClone = name.endsWith(CLONE_SUFFIX) && name.length() > CLONE_SUFFIX.length();
        return isClone ? name.substring(0, name.length() - CLONE_SUFFIX.length()) : name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RotationStrategy that
                && alternates == that.alternates
                && Objects.equals(account, that.account)
                && Objects.equals(clone, that.clone);
    }

    @Override
    public int hashCode() {
        return Objects.hash(alternates, account, clone);
    }

    @Override
    public String toString() {
        if (!alternates) {
            return "one account";
        }
        return account == null
                ? "two accounts, <account> and <account>" + CLONE_SUFFIX
                : "two accounts, " + account + " and " + clone;
    }

    /**
     * The accounts of one rotation.
     *
     * @param base the account that permissions are granted to
     * @param target the account that gets a new password: the base, or its clone
     */
    record Turn(String base, String target) {
        boolean isClone() {
            return !target.equals(base);
        }
    }
}
