package io.opensesame.localkms.engine.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Which page of a list is asked for.
 *
 * @param number the page, from 1
 * @param size how many elements a page has at most
 */
public record Page(int number, int size) {
    private static final int MAX_SIZE = 100;

    /** Reads PageNumber and PageSize (1 to 100). */
    public static Page of(Parameters parameters, int defaultSize) {
        return of(parameters, 1, defaultSize);
    }

    /** Reads PageNumber and PageSize, of which the latter may have another minimum, such as 0. */
    public static Page of(Parameters parameters, int minimumSize, int defaultSize) {
        return new Page(
                parameters.integer("PageNumber", 1, Integer.MAX_VALUE, 1),
                parameters.integer("PageSize", minimumSize, MAX_SIZE, defaultSize));
    }

    /** Returns the elements on this page. */
    public <T> List<T> of(List<T> all) {
        return all.stream().skip((number - 1L) * size).limit(size).toList();
    }

    /** Adds the page and the number of all elements to an answer. */
    public void describe(ObjectNode answer, int totalCount) {
        answer.put("PageNumber", number).put("PageSize", size).put("TotalCount", totalCount);
    }
}
