package io.opensesame.internal.kms;

import io.opensesame.internal.http.RpcCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Collects the parameters of one call. What a request leaves to the service's default is not sent. */
final class Parameters {
    private final String action;
    private final Map<String, String> values = new LinkedHashMap<>();

    Parameters(String action) {
        this.action = action;
    }

    Parameters set(String name, String value) {
        values.put(name, value);
        return this;
    }

    Parameters set(String name, Optional<String> value) {
        value.ifPresent(present -> values.put(name, present));
        return this;
    }

    <T> Parameters set(String name, Optional<T> value, Function<T, String> text) {
        return set(name, value.map(text));
    }

    /** Sets a flag whose default is false. */
    Parameters setIf(String name, boolean flag) {
        return flag ? set(name, "true") : this;
    }

    /** Picks a page by its number. */
    Parameters setPage(int pageNumber, int pageSize) {
        return set("PageNumber", Integer.toString(pageNumber)).set("PageSize", Integer.toString(pageSize));
    }

    /** Sets {@code name.1}, {@code name.2} and so on. */
    Parameters setEach(String name, List<String> elements) {
        for (int i = 0; i < elements.size(); i++) {
            set(name + "." + (i + 1), elements.get(i));
        }
        return this;
    }

    /** Sets {@code Tag.1.Key}, {@code Tag.1.Value} and so on. */
    Parameters setTags(Map<String, String> tags) {
        int number = 0;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            number++;
            set("Tag." + number + ".Key", tag.getKey());
            set("Tag." + number + ".Value", tag.getValue());
        }
        return this;
    }

    /** The call on nothing in particular. */
    RpcCall call() {
        return call("");
    }

    RpcCall call(String resource) {
        return new RpcCall(action, values, resource, false);
    }

    /** The call whose parameters hold a secret. */
    RpcCall confidentialCall(String resource) {
        return new RpcCall(action, values, resource, true);
    }
}
