package io.opensesame.kms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A call of any KMS operation by its name, for those that have no type of their own. Immutable.
 *
 * <pre>{@code
 * GenericResponse instances = kms.call(GenericRequest.of("ListKmsInstances").parameter("PageSize", "5"));
 * }</pre>
 */
public final class GenericRequest implements KmsRequest<GenericResponse> {
    private static final Pattern ACTION = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,127}");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,127}");

    /** What the transport adds to each call; in lower case. */
    private static final Set<String> RESERVED = Set.of(
            "action",
            "version",
            "format",
            "accesskeyid",
            "signature",
            "signaturemethod",
            "signatureversion",
            "signaturenonce",
            "signaturetype",
            "timestamp",
            "securitytoken");

    /** Parameters that hold secrets in every operation that has them; in lower case. */
    private static final Set<String> SECRET_BEARING =
            Set.of("secretdata", "plaintext", "encryptedkeymaterial", "password", "privatekey");

    private final String action;
    private final Map<String, String> parameters;
    private final boolean confidential;

    private GenericRequest(String action, Map<String, String> parameters, boolean confidential) {
        this.action = action;
        this.parameters = Collections.unmodifiableMap(parameters);
        this.confidential = confidential;
    }

    /**
     * Creates a call without parameters.
     *
     * @param action the operation's name, such as {@code ListKmsInstances}; letters and digits
     * @return the request
     */
    public static GenericRequest of(String action) {
        if (!ACTION.matcher(action).matches()) {
            throw new IllegalArgumentException(
                    "an operation's name is 1 to 128 letters and digits, such as ListKeys; this one is not ("
                            + action.length() + " characters)");
        }
        return new GenericRequest(action, Map.of(), false);
    }

    /**
     * Returns this request with one parameter added, or set anew.
     *
     * @param name the parameter's wire name, such as {@code PageSize} or {@code Tag.1.Key}; not one of those that every
     *     call carries, such as {@code Action} or {@code Timestamp}
     * @param value its value, in clear
     * @return the new request
     */
    public GenericRequest parameter(String name, String value) {
        Objects.requireNonNull(value, "value");
        if (!PARAMETER.matcher(name).matches()) {
            throw new IllegalArgumentException("a parameter's name is 1 to 128 letters, digits and '.', '_', '-',"
                    + " beginning with a letter; this one is not (" + name.length() + " characters)");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the client sets the parameter '" + name + "' itself; leave it out");
        }
        Map<String, String> grown = new LinkedHashMap<>(parameters);
        grown.put(name, value);
        return new GenericRequest(action, grown, confidential);
    }

    /**
     * Returns this request marked as holding secrets: its parameters travel in the body, not in the URL, where proxies
     * and access logs would record them. A request with a parameter such as {@code Plaintext} or {@code SecretData} is
     * marked without being told.
     *
     * @return the new request
     */
    public GenericRequest confidential() {
        return new GenericRequest(action, parameters, true);
    }

    /** {@return the operation's name} */
    public String action() {
        return action;
    }

    /** {@return the parameters by their wire names, in clear, in the order they were added; unmodifiable} */
    public Map<String, String> exposeParameters() {
        return parameters;
    }

    /** {@return whether the parameters may hold secrets} */
    public boolean isConfidential() {
        return confidential
                || parameters.keySet().stream()
                        .anyMatch(name -> SECRET_BEARING.contains(name.toLowerCase(Locale.ROOT)));
    }

    /** Names the operation and its parameters, without a value: any of them may be a secret. */
    @Override
    public String toString() {
        return "GenericRequest[action=" + action + ", parameters=" + parameters.keySet() + ", values=<redacted>]";
    }
}
