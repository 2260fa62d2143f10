package io.opensesame.internal.credentials;

import java.util.regex.Pattern;

/** Lets text from outside into messages only if it cannot be a secret nor break a log line. */
final class SafeText {
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private SafeText() {}

    /** Returns an error code or a mode as it is if it looks like one, else says that it does not. */
    static String code(String text) {
        return CODE.matcher(text).matches() ? text : "<unreadable>";
    }

    /** Returns a request id as it is if it looks like one, else says that it does not. */
    static String requestId(String text) {
        return REQUEST_ID.matcher(text).matches() ? text : "<unreadable>";
    }
}
