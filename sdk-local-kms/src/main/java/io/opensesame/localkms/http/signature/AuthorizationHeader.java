package io.opensesame.localkms.http.signature;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The Authorization header of the versions that sign headers, parsed by the names of its members.
 *
 * @param algorithm the word before the members
 * @param credential the Credential member
 * @param signedHeaders the names of the SignedHeaders member, lower-case, in the client's order
 * @param signature the Signature member
 * @param signatureBeforeSignedHeaders whether the members are in the order of the classic official client
 */
record AuthorizationHeader(
        String algorithm,
        String credential,
        List<String> signedHeaders,
        String signature,
        boolean signatureBeforeSignedHeaders) {

    /** Returns the parsed header, or empty if it does not have each member once and nothing else. */
    static Optional<AuthorizationHeader> parse(String header) {
        int blank = header.indexOf(' ');
        if (blank < 0) {
            return Optional.empty();
        }
        String members = header.substring(blank + 1);
        Map<String, String> byName = new HashMap<>();
        for (String member : members.split(",", -1)) {
            int equals = member.indexOf('=');
            if (equals < 0
                    || byName.put(
                                    member.substring(0, equals).strip(),
                                    member.substring(equals + 1).strip())
                            != null) {
                return Optional.empty();
            }
        }
        String credential = byName.getOrDefault("Credential", "");
        String signature = byName.getOrDefault("Signature", "");
        List<String> signedHeaders = List.of(byName.getOrDefault("SignedHeaders", "")
                .toLowerCase(Locale.ROOT)
                .split(";", -1));
        if (byName.size() != 3 || credential.isEmpty() || signature.isEmpty() || !areNames(signedHeaders)) {
            return Optional.empty();
        }
        return Optional.of(new AuthorizationHeader(
                header.substring(0, blank),
                credential,
                signedHeaders,
                signature,
                members.indexOf("Signature=") < members.indexOf("SignedHeaders=")));
    }

    private static boolean areNames(List<String> names) {
        return names.stream().noneMatch(String::isBlank) && new HashSet<>(names).size() == names.size();
    }
}
