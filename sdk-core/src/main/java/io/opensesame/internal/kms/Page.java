package io.opensesame.internal.kms;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * One page of a list.
 *
 * @param elements what is on it
 * @param next asks for the page after it; empty if this is the last
 */
record Page<T>(List<T> elements, Optional<Supplier<Page<T>>> next) {
    /**
     * Makes one of the pages that are asked for by number.
     *
     * @param elements what is on it
     * @param number the page's number, from 1
     * @param asked the most elements of a page, as asked for
     * @param answered the most elements of a page, as the service says, which may make smaller ones; 0 if it doesn't
     *     say
     * @param totalCount how many there are on all pages, as the service counts
     * @param atNumber asks for the page of that number
     */
    static <T> Page<T> numbered(
            List<T> elements, int number, int asked, int answered, int totalCount, IntFunction<Page<T>> atNumber) {
        int size = answered > 0 ? Math.min(asked, answered) : asked;
        boolean last = isLast(elements.size(), number, size, totalCount);
        return new Page<>(elements, last ? Optional.empty() : Optional.of(() -> atNumber.apply(number + 1)));
    }

    /** The service's count alone is not trusted: a full page may have a follower in any case. */
    private static boolean isLast(int count, int number, int size, int totalCount) {
        boolean full = count >= size;
        boolean someMissing = (number - 1L) * size + count < totalCount;
        return count == 0 || !(full || someMissing);
    }
}
