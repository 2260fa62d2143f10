package io.opensesame.kms.key;

import io.opensesame.kms.KeyId;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of the versions of a key. Immutable.
 *
 * @see "KMS API reference: ListKeyVersions"
 */
public final class ListKeyVersionsRequest implements KeyRequest<ListKeyVersionsResponse> {
    private final String keyId;
    private final int pageNumber;
    private final int pageSize;

    private ListKeyVersionsRequest(Builder builder) {
        this.keyId = Rules.required("keyId", builder.keyId);
        this.pageNumber = builder.pageNumber;
        this.pageSize = builder.pageSize;
    }

    /**
     * Returns a request for the first page.
     *
     * @param keyId the key's id, ARN or alias; see {@link KeyId}
     * @return the request
     * @throws IllegalArgumentException if it is none of them
     */
    public static ListKeyVersionsRequest of(String keyId) {
        return builder().keyId(keyId).build();
    }

    /** {@return a builder of a request for the first page} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the id, ARN or alias of the key} */
    public String keyId() {
        return keyId;
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
    public ListKeyVersionsRequest atPage(int pageNumber) {
        return builder().keyId(keyId).pageNumber(pageNumber).pageSize(pageSize).build();
    }

    @Override
    public String toString() {
        return "ListKeyVersionsRequest[keyId=" + keyId + ", pageNumber=" + pageNumber + ", pageSize=" + pageSize + "]";
    }

    /** Builds a {@link ListKeyVersionsRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String keyId;
        private int pageNumber = 1;
        private int pageSize = 10;

        private Builder() {}

        /**
         * Names the key.
         *
         * @param keyId its id, ARN or alias; see {@link KeyId}
         * @return this builder
         */
        public Builder keyId(String keyId) {
            this.keyId = KeyId.of(keyId).text();
            return this;
        }

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
         * @throws IllegalArgumentException if keyId is missing
         */
        public ListKeyVersionsRequest build() {
            return new ListKeyVersionsRequest(this);
        }
    }
}
