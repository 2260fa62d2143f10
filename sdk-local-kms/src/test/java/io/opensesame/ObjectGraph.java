package io.opensesame;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks all objects that can be reached from one: along every field of every class that is not the JDK's, what lambdas
 * have captured included, and through the JDK's collections, maps, references, futures and queues by their own methods.
 */
final class ObjectGraph {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> todo = new ArrayDeque<>();

    private ObjectGraph() {}

    /** Calls the visitor once with each object. */
    static void walk(Object root, Consumer<Object> visitor) {
        ObjectGraph graph = new ObjectGraph();
        graph.add(root);
        for (Object next = graph.todo.poll(); next != null; next = graph.todo.poll()) {
            visitor.accept(next);
            graph.addNeighbours(next);
        }
    }

    private void add(@Nullable Object object) {
        if (object != null && !(object instanceof Class) && seen.add(object)) {
            todo.add(object);
        }
    }

    private void addNeighbours(Object object) {
        if (object instanceof Object[] array) {
            for (Object element : array) {
                add(element);
            }
        } else if (isOfTheJdk(object.getClass())) {
            addContents(object);
        } else {
            addFields(object);
        }
    }

    /** The modules of the JDK are named; tests and libraries are on the class path. */
    private static boolean isOfTheJdk(Class<?> type) {
        return type.isArray() || type.getModule().isNamed();
    }

    private void addContents(Object object) {
        if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                add(key);
                add(value);
            });
        } else if (object instanceof Collection<?> collection) {
            collection.forEach(this::add);
        } else if (object instanceof Optional<?> optional) {
            optional.ifPresent(this::add);
        } else if (object instanceof AtomicReference<?> reference) {
            add(reference.get());
        } else if (object instanceof Reference<?> reference) {
            add(reference.get());
        } else if (object instanceof ThreadPoolExecutor executor) {
            add(executor.getQueue());
            add(executor.getThreadFactory());
        } else if (object instanceof Throwable failure) {
            add(failure.getCause());
            add(failure.getSuppressed());
            add(failure.getMessage());
        } else if (object instanceof Future<?> future && future.isDone()) {
            addResult(future);
        }
    }

    private void addResult(Future<?> future) {
        try {
            add(future.get());
        } catch (Exception e) { // its failure is what it holds
            add(e);
        }
    }

    private void addFields(Object object) {
        for (Class<?> type = object.getClass(); type != null && !isOfTheJdk(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!field.getType().isPrimitive()) {
                    add(read(field, Modifier.isStatic(field.getModifiers()) ? null : object));
                }
            }
        }
    }

    private static @Nullable Object read(Field field, @Nullable Object owner) {
        field.setAccessible(true);
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new AssertionError("a field that cannot be followed: " + field, e);
        }
    }
}
