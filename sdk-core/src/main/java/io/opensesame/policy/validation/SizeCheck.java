package io.opensesame.policy.validation;

import io.opensesame.policy.KeyPolicy;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.SecretPolicy;
import java.nio.charset.StandardCharsets;

/**
 * Whether the service takes a document of that size. Whether it counts white space is not documented; so it is counted
 * here. For control policies and trust policies no limit is known.
 */
final class SizeCheck {
    private SizeCheck() {}

    static void check(String json, Subject subject, Findings findings) {
        switch (subject.type()) {
            case IDENTITY_POLICY -> limit(json.length(), RamPolicy.MAX_CHARACTERS, "characters", subject, findings);
            case SESSION_POLICY ->
                limit(json.length(), RamPolicy.MAX_SESSION_CHARACTERS, "characters", subject, findings);
            case SECRET_POLICY -> limit(bytes(json), SecretPolicy.MAX_BYTES, "bytes", subject, findings);
            case KEY_POLICY -> limit(bytes(json), KeyPolicy.MAX_BYTES, "bytes", subject, findings);
            default -> {}
        }
    }

    private static int bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void limit(int size, int limit, String unit, Subject subject, Findings findings) {
        if (size > limit) {
            String kind = subject.type().words();
            findings.add(
                    FindingCode.TOO_LONG,
                    "",
                    "the document has " + size + " " + unit + ", and the service takes " + limit + " of a " + kind
                            + "; write it without white space, as toJson does, or split it");
        }
    }
}
