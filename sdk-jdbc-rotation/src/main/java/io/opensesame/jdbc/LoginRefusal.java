package io.opensesame.jdbc;

/** Why a database refused a login. */
public enum LoginRefusal {
    /** The account is not known, or the password is not its own. */
    WRONG_LOGIN,
    /** The account may not log in, whatever its password. */
    ACCOUNT_LOCKED,
    /** The password is right, but must be changed first. */
    PASSWORD_EXPIRED
}
