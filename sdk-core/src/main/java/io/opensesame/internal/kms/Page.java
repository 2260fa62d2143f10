package io.opensesame.internal.kms;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One page of a list.
 *
 * @param elements what is on it
 * @param next asks for the page after it; empty if this is the last
 */
record Page<T>(List<T> elements, Optional<Supplier<Page<T>>> next) {
    /**
     * Tells whether a numbered page is the last one. The service's count alone is not trusted: a full page may have a
     * follower in any case.
     *
     * @param count how many elements are on the page
     * @param number the page's number, from 1
     * @param size the most elements of a page
     * @param totalCount how many there are on all pages, as the service counts
     */
    static boolean isLast(int count, int number, int size, int totalCount) {
        boolean full = count >= size;
        boolean someMissing = (number - 1L) * size + count < totalCount;
        return count == 0 || !(full || someMissing);
    }
}
