package io.opensesame.jdbc;

/** Why a database refused a login. More reasons may come: let a {@code switch} have a default. */
public enum LoginRefusal {
    /** The account is not known, or the password is not its own. */
    WRONG_LOGIN(
            "wrong account or password",
            "Give the account the password of the secret's current version, or put the account's password into the"
                    + " secret."),

    /** The account may not log in, whatever its password. */
    ACCOUNT_LOCKED(
            "the account is locked, or may not log in from here",
            "Unlock the account, or let it log in from this host; another password would not help."),

    /** The password is right, but must be changed first. */
    PASSWORD_EXPIRED(
            "the password has expired",
            "Rotate the secret: the account needs a new password, or one that does not expire.");

    private final String words;
    private final String advice;

    LoginRefusal(String words, String advice) {
        this.words = words;
        this.advice = advice;
    }

    /** {@return whether another password of the same account would be refused, too} */
    boolean isOfTheAccount() {
        return this != WRONG_LOGIN;
    }

    /** {@return the reason in words, for messages} */
    String words() {
        return words;
    }

    /** {@return what to do about it, as a sentence} */
    String advice() {
        return advice;
    }
}
