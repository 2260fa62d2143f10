package io.opensesame.kms.secret;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks for one page of the secrets of an account in a region. Immutable.
 *
 * @see "KMS API reference: ListSecrets"
 */
public final class ListSecretsRequest implements SecretRequest<ListSecretsResponse> {
    private final int pageNumber;
    private final int pageSize;
    private final boolean fetchTags;
    private final Map<SecretFilter, List<String>> filters;

    private ListSecretsRequest(Builder builder) {
        this.pageNumber = builder.pageNumber;
        this.pageSize = builder.pageSize;
        this.fetchTags = builder.fetchTags;
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

    /** {@return whether the answer is to have the tags} */
    public boolean fetchTags() {
        return fetchTags;
    }

    /** {@return the values by what they are compared with; unmodifiable} */
    public Map<SecretFilter, List<String>> filters() {
        return filters;
    }

    /**
     * Returns the same request for another page.
     *
     * @param pageNumber the number of the page, at least 1
     * @return the request
     */
    public ListSecretsRequest atPage(int pageNumber) {
        Builder builder = builder().pageNumber(pageNumber).pageSize(pageSize).fetchTags(fetchTags);
        builder.filters.putAll(filters);
        return builder.build();
    }

    @Override
    public String toString() {
        return "ListSecretsRequest[pageNumber=" + pageNumber + ", pageSize=" + pageSize + ", fetchTags=" + fetchTags
                + ", filters=" + filters + "]";
    }

    /** Builds a {@link ListSecretsRequest}. Not thread-safe. */
    public static final class Builder {
        private int pageNumber = 1;
        private int pageSize = 10;
        private boolean fetchTags;
        private final Map<SecretFilter, List<String>> filters = new LinkedHashMap<>();

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
         * Asks for the tags too, which costs KMS a look-up; false by default.
         *
         * @param fetchTags whether to
         * @return this builder
         */
        public Builder fetchTags(boolean fetchTags) {
            this.fetchTags = fetchTags;
            return this;
        }

        /**
         * Keeps secrets only that match one of the values. Different filters must all match (the reference doesn't say
         * so).
         *
         * @param filter what to compare
         * @param values 1 to 10 values
         * @return this builder
         * @throws IllegalArgumentException if there are fewer or more values
         */
        public Builder filter(SecretFilter filter, String... values) {
            Rules.between("the number of values of a filter", values.length, 1, 10);
            filters.put(filter, List.of(values));
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         */
        public ListSecretsRequest build() {
            return new ListSecretsRequest(this);
        }
    }
}
