package io.opensesame.internal.kms;

import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Walks a list page by page, asking for a page when its first element is needed.
 *
 * <p>It ends after the last page, and after one whose elements were all seen before: so it ends even if the service
 * repeats a page for ever. An element is handed out once, though it may show up on two pages while others come and go.
 */
final class Pages<T> implements Iterator<T> {
    private final Function<T, Object> identity;
    private final Set<Object> seen = new HashSet<>();
    private Optional<Supplier<Page<T>>> next;
    private Iterator<T> ready = Collections.emptyIterator();

    private Pages(Supplier<Page<T>> first, Function<T, Object> identity) {
        this.next = Optional.of(first);
        this.identity = identity;
    }

    /** {@return the elements of all pages; an element's identity tells it from the others} */
    static <T> Stream<T> stream(Supplier<Page<T>> first, Function<T, Object> identity) {
        int traits = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(
                () -> Spliterators.spliteratorUnknownSize(new Pages<>(first, identity), traits), traits, false);
    }

    @Override
    public boolean hasNext() {
        while (!ready.hasNext() && next.isPresent()) {
            Page<T> page = next.get().get();
            var fresh = page.elements().stream()
                    .filter(element -> seen.add(identity.apply(element)))
                    .toList();
            boolean repeated = fresh.isEmpty() && !page.elements().isEmpty();
            next = repeated ? Optional.empty() : page.next();
            ready = fresh.iterator();
        }
        return ready.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.next();
    }
}
