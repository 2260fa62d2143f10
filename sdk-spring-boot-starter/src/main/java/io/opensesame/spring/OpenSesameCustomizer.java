package io.opensesame.spring;

import io.opensesame.OpenSesame;

/**
 * Has the last word on how the application's {@link OpenSesame} is built, after its properties were applied.
 *
 * <p>Declare it as a bean; several are called in their order. A client that imports secrets into the environment is
 * built before there are beans: list a customizer in {@code META-INF/spring.factories}, under this interface's name and
 * with a constructor that takes nothing, and it is called for that one. Where there are beans too, and an import, the
 * application has two clients.
 */
@FunctionalInterface
public interface OpenSesameCustomizer {
    /**
     * Changes a builder.
     *
     * @param builder what is built next
     */
    void customize(OpenSesame.Builder builder);
}
