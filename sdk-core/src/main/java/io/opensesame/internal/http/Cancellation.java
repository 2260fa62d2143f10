package io.opensesame.internal.http;

import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/** Lets another thread give up a call, whichever attempt it is at. */
final class Cancellation {
    private volatile boolean cancelled;
    private volatile @Nullable Call current;

    /** Names the HTTP call of the attempt that begins; a cancellation that came before reaches it too. */
    void begin(Call call) {
        current = call;
        if (cancelled) {
            call.cancel();
        }
    }

    void cancel() {
        cancelled = true;
        Call call = current;
        if (call != null) {
            call.cancel();
        }
    }

    boolean isCancelled() {
        return cancelled;
    }
}
