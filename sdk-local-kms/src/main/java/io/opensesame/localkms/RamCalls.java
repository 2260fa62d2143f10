package io.opensesame.localkms;

import io.opensesame.localkms.engine.KmsEngine;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.identity.Identities;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Performs the operations of the Java API on identities. */
final class RamCalls {
    private final Supplier<KmsEngine> engine;

    RamCalls(Supplier<KmsEngine> engine) {
        this.engine = engine;
    }

    void perform(Consumer<Identities> operation) {
        ask(identities -> {
            operation.accept(identities);
            return identities;
        });
    }

    <T> T ask(Function<Identities, T> operation) {
        try {
            return operation.apply(engine.get().identities());
        } catch (ServiceRefusal refusal) {
            throw new IllegalArgumentException(refusal.code() + ": " + refusal.getMessage(), refusal);
        }
    }
}
