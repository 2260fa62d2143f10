package io.opensesame.internal.wire;

import io.opensesame.internal.http.RpcCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Collects the parameters of one call. What a request leaves to the service's default is not sent. */
public final class Parameters {
    private final String action;
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Begins a call of an operation. */
    public Parameters(String action) {
        this.action = action;
    }

    /** Sets a parameter. */
    public Parameters set(String name, String value) {
        values.put(name, value);
        return this;
    }

    /** Sets a parameter if there is a value. */
    public Parameters set(String name, Optional<String> value) {
        value.ifPresent(present -> values.put(name, present));
        return this;
    }

    /** Sets a parameter if there is a value, as the text that stands for it. */
    public <T> Parameters set(String name, Optional<T> value, Function<T, String> text) {
        return set(name, value.map(text));
    }

    /** Sets a parameter for which an empty text means nothing. */
    public Parameters setUnlessEmpty(String name, String value) {
        return value.isEmpty() ? this : set(name, value);
    }

    /** Sets a flag whose default is false. */
    public Parameters setIf(String name, boolean flag) {
        return flag ? set(name, "true") : this;
    }

    /** Picks a page by its number. */
    public Parameters setPage(int pageNumber, int pageSize) {
        return set("PageNumber", Integer.toString(pageNumber)).set("PageSize", Integer.toString(pageSize));
    }

    /** Sets {@code name.1}, {@code name.2} and so on. */
    public Parameters setEach(String name, List<String> elements) {
        for (int i = 0; i < elements.size(); i++) {
            set(name + "." + (i + 1), elements.get(i));
        }
        return this;
    }

    /** Sets {@code Tag.1.Key}, {@code Tag.1.Value} and so on. */
    public Parameters setTags(Map<String, String> tags) {
        int number = 0;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            number++;
            set("Tag." + number + ".Key", tag.getKey());
            set("Tag." + number + ".Value", tag.getValue());
        }
        return this;
    }

    /** The call on nothing in particular. */
    public RpcCall call() {
        return call("");
    }

    /** The call on something, which messages name. */
    public RpcCall call(String resource) {
        return new RpcCall(action, values, resource, false);
    }

    /** The call whose parameters hold a secret. */
    public RpcCall confidentialCall(String resource) {
        return new RpcCall(action, values, resource, true);
    }
}
