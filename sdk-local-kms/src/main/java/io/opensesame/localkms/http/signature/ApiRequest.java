package io.opensesame.localkms.http.signature;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request to the API as it was received: decoded parameters, headers by lower-case name, and the body's bytes. */
public final class ApiRequest {
    private final String method;
    private final Map<String, String> query;
    private final Map<String, String> form;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    /**
     * Creates a request whose path is {@code /}.
     *
     * @param method the HTTP method, upper-case
     * @param query the decoded parameters of the query
     * @param form the decoded parameters of the body, if it is a form; none of them in {@code query}
     * @param headers the header values by name, in any case
     * @param body the bytes of the body; not copied, and not changed by anybody from here on
     */
    public ApiRequest(
            String method,
            Map<String, String> query,
            Map<String, String> form,
            Map<String, List<String>> headers,
            byte[] body) {
        this.method = method;
        this.query = Map.copyOf(query);
        this.form = Map.copyOf(form);
        Map<String, List<String>> byLowerCase = new TreeMap<>();
        headers.forEach((name, values) -> byLowerCase.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        this.headers = byLowerCase;
        this.body = body;
    }

    String method() {
        return method;
    }

    Map<String, String> query() {
        return query;
    }

    byte[] body() {
        return body;
    }

    /** Returns the parameters of query and form together. */
    public Map<String, String> parameters() {
        Map<String, String> merged = new TreeMap<>(query);
        merged.putAll(form);
        return merged;
    }

    /**
     * Returns a parameter of query or form.
     *
     * @param name the parameter's name
     */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.getOrDefault(name, form.get(name)));
    }

    /**
     * Returns the header's value without blanks around it; empty too if the header is there more than once, since it is
     * not clear then which one was meant.
     *
     * @param name the header's name, lower-case
     */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.get(0).strip()) : Optional.empty();
    }

    /**
     * Tells whether an Authorization header is what signs the request; if not, its parameters alone can be proven, and
     * nothing may be taken from its headers.
     */
    public boolean signsHeaders() {
        return header("authorization").isPresent();
    }

    /** Returns the names of all headers, lower-case and sorted. */
    Iterable<String> headerNames() {
        return headers.keySet();
    }
}
