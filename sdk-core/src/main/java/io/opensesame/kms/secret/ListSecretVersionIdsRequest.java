package io.opensesame.kms.secret;

import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of the versions of a secret, without their values. Immutable.
 *
 * @see "KMS API reference: ListSecretVersionIds"
 */
public final class ListSecretVersionIdsRequest implements SecretRequest<ListSecretVersionIdsResponse> {
    private final String secretName;
    private final boolean includeDeprecated;
    private final int pageNumber;
    private final int pageSize;

    private ListSecretVersionIdsRequest(Builder builder) {
        this.secretName = Rules.required("secretName", builder.secretName);
        this.includeDeprecated = builder.includeDeprecated;
        this.pageNumber = builder.pageNumber;
        this.pageSize = builder.pageSize;
    }

    /**
     * Returns a request for the first page of the versions that a stage points at.
     *
     * @param secretName its name or ARN; see {@link SecretName}
     * @return the request
     * @throws IllegalArgumentException if it is neither
     */
    public static ListSecretVersionIdsRequest of(String secretName) {
        return builder().secretName(secretName).build();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the name or ARN of the secret} */
    public String secretName() {
        return secretName;
    }

    /** {@return whether versions without a stage are to be listed} */
    public boolean includeDeprecated() {
        return includeDeprecated;
    }

    /** {@return the number of the page, from 1} */
    public int pageNumber() {
        return pageNumber;
    }

    /** {@return the most elements of a page, 20 by default} */
    public int pageSize() {
        return pageSize;
    }

    /**
     * Returns the same request for another page.
     *
     * @param pageNumber the number of the page, at least 1
     * @return the request
     */
    public ListSecretVersionIdsRequest atPage(int pageNumber) {
        return builder()
                .secretName(secretName)
                .includeDeprecated(includeDeprecated)
                .pageNumber(pageNumber)
                .pageSize(pageSize)
                .build();
    }

    @Override
    public String toString() {
        return "ListSecretVersionIdsRequest[secretName=" + secretName + ", includeDeprecated=" + includeDeprecated
                + ", pageNumber=" + pageNumber + ", pageSize=" + pageSize + "]";
    }

    /** Builds a {@link ListSecretVersionIdsRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String secretName;
        private boolean includeDeprecated;
        private int pageNumber = 1;
        private int pageSize = 20;

        private Builder() {}

        /**
         * Names the secret.
         *
         * @param secretName its name or ARN; see {@link SecretName}
         * @return this builder
         */
        public Builder secretName(String secretName) {
            this.secretName = SecretName.of(secretName).text();
            return this;
        }

        /**
         * Lists versions too that no stage points at; false by default.
         *
         * @param includeDeprecated whether to
         * @return this builder
         */
        public Builder includeDeprecated(boolean includeDeprecated) {
            this.includeDeprecated = includeDeprecated;
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
         * Sets the size of the pages, 20 by default.
         *
         * @param pageSize at least 1; the reference gives no upper limit
         * @return this builder
         */
        public Builder pageSize(int pageSize) {
            this.pageSize = Rules.between("pageSize", pageSize, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if secretName is missing
         */
        public ListSecretVersionIdsRequest build() {
            return new ListSecretVersionIdsRequest(this);
        }
    }
}
