package io.opensesame.localkms.engine.identity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Which part of a list is asked for. The order of lists and the limits of MaxItems are inferred.
 *
 * @param marker where the part before ended, if there was one
 * @param maxItems how many elements the part has at most
 */
record ListPage(Optional<String> marker, int maxItems) {
    private static final int MAX_ITEMS = 1_000;
    private static final int DEFAULT_ITEMS = 100;

    static ListPage of(RamParameters parameters) {
        int maxItems = parameters.number("MaxItems").orElse(DEFAULT_ITEMS);
        if (maxItems < 1 || maxItems > MAX_ITEMS) {
            throw IdentityRefusals.invalid("MaxItems", "MaxItems is 1 to " + MAX_ITEMS + ", not " + maxItems + ".");
        }
        return new ListPage(parameters.optional("Marker"), maxItems);
    }

    /**
     * Returns the answer with a part of a list.
     *
     * @param outer the member around the list, such as {@code Users}
     * @param inner the list's own name, such as {@code User}
     * @param all the whole list, in its order
     * @param place returns what an element is sorted by, which no two have in common
     * @param writer writes an element
     */
    <T> ObjectNode answer(
            String outer,
            String inner,
            Collection<? extends T> all,
            Function<T, String> place,
            BiConsumer<ObjectNode, T> writer) {
        List<? extends T> rest = all.stream()
                .filter(item -> marker.filter(last -> place.apply(item).compareTo(last) <= 0)
                        .isEmpty())
                .toList();
        List<? extends T> page = rest.subList(0, Math.min(maxItems, rest.size()));
        boolean truncated = page.size() < rest.size();
        ObjectNode answer = Json.object().put("IsTruncated", truncated);
        if (truncated) {
            answer.put("Marker", place.apply(page.get(page.size() - 1)));
        }
        ArrayNode list = Json.wrappedList(answer, outer, inner);
        page.forEach(item -> writer.accept(list.addObject(), item));
        return answer;
    }
}
