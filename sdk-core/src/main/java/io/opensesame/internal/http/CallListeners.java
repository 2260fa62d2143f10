package io.opensesame.internal.http;

import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallListener;
import io.opensesame.kms.StartedAttempt;
import io.opensesame.secrets.Subscription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of the attempts of one client; listeners come and go while calls run. Thread-safe. */
public final class CallListeners {
    private final Logger log;
    private final List<Listening> all = new CopyOnWriteArrayList<>();

    /**
     * Creates it with those who listen from the first call on.
     *
     * @param listeners told in this order of a beginning, and in the reverse order of an end
     */
    public CallListeners(List<CallListener> listeners) {
        this(listeners, LoggerFactory.getLogger(HttpRpcTransport.LOGGER));
    }

    CallListeners(List<CallListener> listeners, Logger log) {
        this.log = log;
        listeners.forEach(listener -> all.add(new Listening(listener)));
    }

    /** Adds a listener; it hears of attempts that begin from now on. */
    public Subscription listen(CallListener listener) {
        Listening listening = new Listening(Objects.requireNonNull(listener, "listener"));
        all.add(listening);
        return () -> all.remove(listening);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Tells of a beginning, and returns who is to be told of the end, in order. */
    List<Ending> attempting(StartedAttempt attempt) {
        if (all.isEmpty()) {
            return List.of();
        }
        List<Ending> endings = new ArrayList<>();
        for (Listening listening : all) {
            CallListener told = listening.attempting(attempt);
            if (told != null) {
                endings.add(new Ending(listening, told));
            }
        }
        Collections.reverse(endings);
        return endings;
    }

    /** Who is told of the end of one attempt; kept by the attempt, so that it comes even to who has left meanwhile. */
    record Ending(Listening listening, CallListener told) {
        void attempted(CallAttempt attempt) {
            try {
                told.attempted(attempt);
            } catch (RuntimeException | Error e) {
                listening.failed(e);
            }
        }
    }

    /** One listener, from its coming to its leaving. */
    private final class Listening {
        private final CallListener listener;
        private final AtomicBoolean failed = new AtomicBoolean();

        Listening(CallListener listener) {
            this.listener = listener;
        }

        /** Returns who is told of the end, or null if the listener failed. */
        @Nullable
        CallListener attempting(StartedAttempt attempt) {
            try {
                return Objects.requireNonNull(listener.attempting(attempt), "attempting(...) returned null");
            } catch (RuntimeException | Error e) {
                failed(e);
                return null;
            }
        }

        void failed(Throwable failure) {
            if (failed.compareAndSet(false, true)) {
                log.warn(
                        "The call listener {} threw; it is called on, but further failures are not logged",
                        listener.getClass().getName(),
                        failure);
            }
        }
    }
}
