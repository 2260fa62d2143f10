package io.opensesame.kms.key;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks for one page of the keys of an account in a region. Immutable.
 *
 * @see "KMS API reference: ListKeys"
 */
public final class ListKeysRequest implements KeyRequest<ListKeysResponse> {
    private final int pageNumber;
    private final int pageSize;
    private final Map<KeyFilter, List<String>> filters;

    private ListKeysRequest(Builder builder) {
        this.pageNumber = builder.pageNumber;
        this.pageSize = builder.pageSize;
        this.filters = Collections.unmodifiableMap(new LinkedHashMap<>(builder.filters));
    }

    /** {@return a builder of a request for the first page} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the number of the page, from 1} */
    public int pageNumber() {
        return pageNumber;
    }

    /** {@return the most elements of a page, 10 by default} */
    public int pageSize() {
        return pageSize;
    }

    /** {@return the values by what they are compared with; unmodifiable} */
    public Map<KeyFilter, List<String>> filters() {
        return filters;
    }

    /**
     * Returns the same request for another page.
     *
     * @param pageNumber the number of the page, at least 1
     * @return the request
     */
    public ListKeysRequest atPage(int pageNumber) {
        Builder builder = builder().pageNumber(pageNumber).pageSize(pageSize);
        builder.filters.putAll(filters);
        return builder.build();
    }

    @Override
    public String toString() {
        return "ListKeysRequest[pageNumber=" + pageNumber + ", pageSize=" + pageSize + ", filters=" + filters + "]";
    }

    /** Builds a {@link ListKeysRequest}. Not thread-safe. */
    public static final class Builder {
        private int pageNumber = 1;
        private int pageSize = 10;
        private final Map<KeyFilter, List<String>> filters = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Picks the page, 1 by default.
         *
         * @param pageNumber its number, at least 1
         * @return this builder
         */
        public Builder pageNumber(int pageNumber) {
            this.pageNumber = Rules.between("pageNumber", pageNumber, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Sets the size of the pages, 10 by default.
         *
         * @param pageSize 1 to 100
         * @return this builder
         */
        public Builder pageSize(int pageSize) {
            this.pageSize = Rules.between("pageSize", pageSize, 1, 100);
            return this;
        }

        /**
         * Keeps keys only that match one of the values. Different filters must all match.
         *
         * @param filter what to compare
         * @param values 1 to 10 values, such as {@code KeyState.ENABLED.name()}
         * @return this builder
         * @throws IllegalArgumentException if there are fewer or more values
         */
        public Builder filter(KeyFilter filter, String... values) {
            Rules.between("the number of values of a filter", values.length, 1, 10);
            filters.put(filter, List.of(values));
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         */
        public ListKeysRequest build() {
            return new ListKeysRequest(this);
        }
    }
}
