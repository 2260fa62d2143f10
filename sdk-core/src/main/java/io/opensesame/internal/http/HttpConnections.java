package io.opensesame.internal.http;

import io.opensesame.internal.thread.Pausable;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.ProxyOptions;
import io.opensesame.kms.TlsOptions;
import java.io.IOException;
import java.net.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one client, kept open between calls. Thread-safe.
 *
 * <p>OkHttp's silent resend and its redirects are off: a resend would repeat a nonce, a redirect leak signed headers.
 * What it resends all the same, such as after a 503 with {@code Retry-After: 0}, {@link OnceBody} forbids.
 *
 * <p>Once closed it sends nothing, has no open connection and holds no thread; the same while it is paused. OkHttp's
 * own two housekeeping threads are daemons, shared by everything in the JVM that uses OkHttp, and end by themselves
 * after a minute.
 */
public final class HttpConnections implements AutoCloseable, Pausable {
    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    private static final int IDLE_CONNECTIONS = 16;
    private static final long IDLE_SECONDS = 50; // below the 60 s after which load balancers commonly cut

    private final OkHttpClient client;
    private final Set<Runnable> endings = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile boolean paused;

    /**
     * Creates the connections; none is opened yet.
     *
     * @param calls what OkHttp may run on; not closed with this
     */
    public HttpConnections(CallOptions options, TlsOptions tls, ProxyOptions proxy, ExecutorService calls) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT))
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                .dispatcher(new Dispatcher(calls))
                .connectTimeout(options.connectTimeout())
                .readTimeout(options.readTimeout())
                .writeTimeout(options.readTimeout())
                .addInterceptor(this::refusingWhilePaused)
                .eventListener(new SendingWatch());
        TlsContext.apply(tls, builder);
        applyProxy(proxy, builder);
        this.client = builder.build();
    }

    /** For what has no transport in front that says it better: the plain sources of credentials. */
    private Response refusingWhilePaused(Interceptor.Chain chain) throws IOException {
        if (paused) {
            throw new IOException("the client is paused");
        }
        return chain.proceed(chain.request());
    }

    private static void applyProxy(ProxyOptions proxy, OkHttpClient.Builder builder) {
        builder.proxySelector(ProxyChoice.of(proxy)).socketFactory(new DirectSockets());
        proxy.username().ifPresent(username -> {
            String credentials =
                    Credentials.basic(username, proxy.exposePassword().orElse(""));
            builder.proxyAuthenticator(openingTunnels(credentials)).addNetworkInterceptor(beforeSending(credentials));
        });
    }

    /** A request inside a tunnel is the origin's: one that asks for the proxy's password there must not learn it. */
    private static Authenticator openingTunnels(String credentials) {
        return (route, response) -> {
            Request request = response.request();
            boolean refused = request.header(PROXY_AUTHORIZATION) != null;
            return refused || !request.method().equals("CONNECT") ? null : authorized(request, credentials);
        };
    }

    /** Without a tunnel the proxy sees the request itself, which is shown once: with the password. */
    private static Interceptor beforeSending(String credentials) {
        return chain -> {
            Request request = chain.request();
            Connection connection = chain.connection();
            boolean isForTheProxy =
                    connection != null && connection.route().proxy().type() == Proxy.Type.HTTP && !request.isHttps();
            return chain.proceed(isForTheProxy ? authorized(request, credentials) : request);
        };
    }

    private static Request authorized(Request request, String credentials) {
        return request.newBuilder().header(PROXY_AUTHORIZATION, credentials).build();
    }

    /** Returns the client itself, for plain requests that need neither signature nor retry. */
    public OkHttpClient client() {
        return client;
    }

    Call newCall(Request request) {
        return client.newCall(request);
    }

    /** Closes a connection that was in use while this was closed or paused; to be called after each use. */
    void evictIfStopped() {
        if (closed || paused) {
            client.connectionPool().evictAll();
        }
    }

    int openConnections() {
        return client.connectionPool().connectionCount();
    }

    boolean isClosed() {
        return closed;
    }

    /** Says why nothing is sent, or returns null if there is no such reason. */
    @Nullable
    String whyStopped() {
        if (closed) {
            return "the client was closed";
        }
        return paused ? "the client was paused; it sends again once it is resumed" : null;
    }

    /** Has something run once when this is closed or paused, or at once if it is; it can be withdrawn until then. */
    void onStop(Runnable ending) {
        endings.add(ending);
        if (closed || paused) {
            runOnce(ending);
        }
    }

    void withdraw(Runnable ending) {
        endings.remove(ending);
    }

    private void runOnce(Runnable ending) {
        if (endings.remove(ending)) {
            ending.run();
        }
    }

    /**
     * Cancels what is under way, ends asynchronous calls that wait for a thread or a time, and closes every connection.
     */
    @Override
    public void close() {
        closed = true;
        stop();
    }

    /** Does what {@link #close} does, until {@link #resume}. */
    @Override
    public void pause() {
        paused = true;
        stop();
    }

    @Override
    public void resume() {
        paused = false;
    }

    private void stop() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
        endings.forEach(this::runOnce);
    }

    /** Marks, in the tag of a request, that its bytes began to leave. */
    private static final class SendingWatch extends EventListener {
        @Override
        public void requestHeadersStart(Call call) {
            Sending sending = call.request().tag(Sending.class);
            if (sending != null) {
                sending.begun = true;
            }
        }
    }

    /** Whether a request began to leave: before that it certainly had no effect. */
    static final class Sending {
        private volatile boolean begun;

        boolean begun() {
            return begun;
        }
    }
}
