package io.opensesame.kms.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** What the service demands of the name of who is certified. */
final class SubjectRule {
    private static final List<String> NEEDED = List.of("CN", "OU", "O", "C");

    private SubjectRule() {}

    static String check(String subject) {
        Set<String> types = types(subject);
        List<String> missing = new ArrayList<>(NEEDED);
        missing.removeAll(types);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "subject needs CN, OU, O and C; '" + subject + "' lacks " + String.join(", ", missing));
        }
        return subject;
    }

    private static Set<String> types(String subject) {
        Set<String> types = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        try {
            for (Rdn part : new LdapName(subject).getRdns()) {
                part.toAttributes().getIDs().asIterator().forEachRemaining(types::add);
            }
        } catch (InvalidNameException e) {
            throw new IllegalArgumentException(
                    "subject is a distinguished name as of RFC 2253, such as CN=orders.example.com,OU=IT,O=Example,C=CN;"
                            + " got '" + subject + "'",
                    e);
        }
        return types;
    }
}
