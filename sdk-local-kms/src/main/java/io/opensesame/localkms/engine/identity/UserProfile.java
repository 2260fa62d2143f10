package io.opensesame.localkms.engine.identity;

/**
 * What people know of a RAM user; each may be empty.
 *
 * @param displayName what people call it
 * @param comments what it is for
 * @param email an address
 * @param mobilePhone a number
 */
record UserProfile(String displayName, String comments, String email, String mobilePhone) {
    static final UserProfile EMPTY = new UserProfile("", "", "", "");
}
