package io.opensesame;

import io.opensesame.internal.http.HttpConnections;
import io.opensesame.internal.thread.Pausable;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.ProxyOptions;
import io.opensesame.kms.TlsOptions;
import java.util.concurrent.ExecutorService;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Connections to RAM, to STS and to the plain sources of credentials. They trust the system's certificates whatever
 * KMS's own endpoint needs, and are made when first used: most clients have an AccessKey at hand and never use them.
 */
final class PlainConnections implements AutoCloseable, Pausable {
    private final CallOptions options;
    private final ProxyOptions proxy;
    private final ExecutorService calls;
    private @Nullable HttpConnections connections;
    private boolean closed;
    private boolean paused;

    PlainConnections(CallOptions options, ProxyOptions proxy, ExecutorService calls) {
        this.options = options;
        this.proxy = proxy;
        this.calls = calls;
    }

    synchronized HttpConnections connections() {
        if (closed) {
            throw new IllegalStateException("this client is closed; build a new OpenSesame");
        }
        HttpConnections opened = connections;
        if (opened == null) {
            opened = new HttpConnections(options, TlsOptions.defaults(), proxy, calls);
            connections = opened;
            if (paused) {
                opened.pause();
            }
        }
        return opened;
    }

    OkHttpClient client() {
        return connections().client();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connections != null) {
            connections.close();
        }
    }

    /** Ending calls may run foreign code: no lock is held meanwhile. */
    @Override
    public void pause() {
        HttpConnections opened = pausedIs(true);
        if (opened != null) {
            opened.pause();
        }
    }

    @Override
    public void resume() {
        HttpConnections opened = pausedIs(false);
        if (opened != null) {
            opened.resume();
        }
    }

    private synchronized @Nullable HttpConnections pausedIs(boolean now) {
        paused = now;
        return connections;
    }
}
