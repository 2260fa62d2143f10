package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Which page of a list is asked for; pages count from 1. */
record Page(int number, int size) {
    private static final int MAX_SIZE = 100;

    static Page of(Parameters parameters, int defaultSize) {
        return new Page(
                parameters.integer("PageNumber", 1, Integer.MAX_VALUE, 1),
                parameters.integer("PageSize", 1, MAX_SIZE, defaultSize));
    }

    <T> List<T> of(List<T> all) {
        return all.stream().skip((number - 1L) * size).limit(size).toList();
    }

    void describe(ObjectNode answer, int totalCount) {
        answer.put("PageNumber", number).put("PageSize", size).put("TotalCount", totalCount);
    }
}
