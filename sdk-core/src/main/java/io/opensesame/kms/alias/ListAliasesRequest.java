package io.opensesame.kms.alias;

/**
 * Asks for one page of the aliases of an account in a region. Immutable.
 *
 * @see "KMS API reference: ListAliases"
 */
public final class ListAliasesRequest implements AliasRequest<ListAliasesResponse> {
    private final int pageNumber;
    private final int pageSize;

    private ListAliasesRequest(Builder builder) {
        this.pageNumber = builder.pageNumber;
        this.pageSize = builder.pageSize;
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

    /**
     * Returns the same request for another page.
     *
     * @param pageNumber the number of the page, at least 1
     * @return the request
     */
    public ListAliasesRequest atPage(int pageNumber) {
        return builder().pageNumber(pageNumber).pageSize(pageSize).build();
    }

    @Override
    public String toString() {
        return "ListAliasesRequest[pageNumber=" + pageNumber + ", pageSize=" + pageSize + "]";
    }

    /** Builds a {@link ListAliasesRequest}. Not thread-safe. */
    public static final class Builder {
        private int pageNumber = 1;
        private int pageSize = 10;

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
         * Builds the request.
         *
         * @return the request
         */
        public ListAliasesRequest build() {
            return new ListAliasesRequest(this);
        }
    }
}
