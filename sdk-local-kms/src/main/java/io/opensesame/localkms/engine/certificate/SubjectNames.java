package io.opensesame.localkms.engine.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * Whom a certificate is for.
 *
 * @param subject the distinguished name
 * @param alternatives domain names
 */
record SubjectNames(X500Principal subject, List<String> alternatives) {
    private static final List<ASN1ObjectIdentifier> REQUIRED = List.of(BCStyle.CN, BCStyle.C, BCStyle.O, BCStyle.OU);
    private static final int MAX_ALTERNATIVES = 10;
    private static final int MAX_DOMAIN_LENGTH = 253;
    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");
    private static final Pattern DOMAIN = Pattern.compile(
            "(\\*\\.)?([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    /** Returns the distinguished name as RFC 2253 writes it. */
    String subjectText() {
        return subject.getName(X500Principal.RFC2253);
    }

    /** Reads a name in the form of RFC 2253, which must have CN, C (two letters), O and OU. */
    static X500Principal parseSubject(String parameter, String text) {
        X500Principal subject = parse(parameter, text);
        X500Name name = X500Name.getInstance(subject.getEncoded());
        REQUIRED.forEach(attribute -> requireAttribute(parameter, name, attribute));
        if (!COUNTRY.matcher(value(name.getRDNs(BCStyle.C)[0])).matches()) {
            throw ServiceRefusal.invalid(parameter);
        }
        return subject;
    }

    /** Reads a JSON array of at most ten domain names. */
    static List<String> parseAlternatives(String parameter, String text) {
        ArrayNode array = Json.readArray(parameter, text);
        List<String> domains = new ArrayList<>();
        for (JsonNode element : array) {
            String domain = element.asText();
            if (!element.isTextual()
                    || domain.length() > MAX_DOMAIN_LENGTH
                    || !DOMAIN.matcher(domain).matches()) {
                throw ServiceRefusal.invalid(parameter);
            }
            domains.add(domain);
        }
        if (domains.size() > MAX_ALTERNATIVES) {
            throw ServiceRefusal.invalid(parameter);
        }
        return domains;
    }

    private static X500Principal parse(String parameter, String text) {
        try {
            return new X500Principal(text);
        } catch (IllegalArgumentException e) {
            throw ServiceRefusal.invalid(parameter);
        }
    }

    private static void requireAttribute(String parameter, X500Name name, ASN1ObjectIdentifier attribute) {
        RDN[] found = name.getRDNs(attribute);
        if (found.length == 0 || value(found[0]).isBlank()) {
            throw ServiceRefusal.invalid(parameter);
        }
    }

    private static String value(RDN attribute) {
        return attribute.getFirst().getValue() instanceof ASN1String text ? text.getString() : "";
    }
}
