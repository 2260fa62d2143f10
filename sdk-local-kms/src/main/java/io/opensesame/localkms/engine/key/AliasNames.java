package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.regex.Pattern;

/** The rule for names of aliases. */
final class AliasNames {
    static final String PARAMETER = "AliasName";

    private static final Pattern NAME = Pattern.compile("alias/(?!acs)[A-Za-z0-9_/-]+");
    private static final int MAX_LENGTH = 255;

    private AliasNames() {}

    /** Returns the name that a request has, or refuses it; an ARN is no name. */
    static String read(Request request) {
        return check(request.parameters().required(PARAMETER));
    }

    /**
     * Returns the name, or refuses it: it is {@code alias/}, then letters, digits and {@code _-/} that do not begin
     * with {@code acs}, 255 characters in all.
     */
    static String check(String name) {
        if (!NAME.matcher(name).matches() || name.length() > MAX_LENGTH) {
            throw ServiceRefusal.invalid(PARAMETER);
        }
        return name;
    }
}
