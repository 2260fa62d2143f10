package io.opensesame.localkms.http;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The sockets and the threads behind them, over the JDK's HTTP server. Thread-safe.
 *
 * <pre>
 *   stopped --start--&gt; serving --stop--&gt; stopped    ports are chosen at the first start, and kept
 * </pre>
 *
 * <p>Up to {@value #MAX_WORKERS} requests are served at once, those held by a delay included; threads come on demand
 * and go when idle. A request beyond that has its connection closed.
 */
public final class HttpFront {
    static final int MAX_WORKERS = 512;

    private static final long IDLE_WORKER_SECONDS = 10;
    private static final long STOP_SECONDS = 10;
    private static final int BACKLOG = 1024;
    private static final int MAX_REQUEST_SECONDS = 30;
    private static final int MAX_ANSWER_SECONDS = 600;

    private final FrontOptions options;
    private final ApiParts parts;
    private final Optional<ControlEndpoint> control;
    private int httpPort;
    private OptionalInt httpsPort;
    private @Nullable Serving serving;

    /**
     * Creates a front that does not listen yet.
     *
     * @param options where to listen
     * @param parts what to serve
     * @param control the control endpoint, or empty for none
     */
    public HttpFront(FrontOptions options, ApiParts parts, Optional<ControlEndpoint> control) {
        this.options = options;
        this.parts = parts;
        this.control = control;
        this.httpPort = options.httpPort();
        this.httpsPort = options.httpsPort();
    }

    /** Returns the HTTP port; known once the front has been started. */
    public synchronized int httpPort() {
        return httpPort;
    }

    /** Returns the HTTPS port, if there is one; known once the front has been started. */
    public synchronized OptionalInt httpsPort() {
        return httpsPort;
    }

    /** Tells whether the sockets are open. */
    public synchronized boolean isServing() {
        return serving != null;
    }

    /**
     * Opens the sockets; does nothing if they are open.
     *
     * @throws IOException if a port can't be had
     */
    public synchronized void start() throws IOException {
        if (serving != null) {
            return;
        }
        // The JDK reads these once, before the first server of the process.
        // Each answer on a kept connection would else wait 40 ms for a delayed acknowledgement.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        // A request sent by half, or an answer that nobody takes, would else hold its worker for ever.
        setUnlessSet("sun.net.httpserver.maxReqTime", String.valueOf(MAX_REQUEST_SECONDS));
        setUnlessSet("sun.net.httpserver.maxRspTime", String.valueOf(MAX_ANSWER_SECONDS));
        Delays delays = new Delays();
        List<HttpServer> servers = new ArrayList<>();
        ThreadPoolExecutor workers = workers();
        try {
            HttpServer http = bind(HttpServer.create(), httpPort);
            servers.add(http);
            httpPort = http.getAddress().getPort();
            if (httpsPort.isPresent()) {
                HttpsServer https = HttpsServer.create();
                https.setHttpsConfigurator(
                        configurator(options.tls().orElseThrow(), options.clientCertificateRequired()));
                servers.add(bind(https, httpsPort.getAsInt()));
                httpsPort = OptionalInt.of(https.getAddress().getPort());
            }
        } catch (IOException e) {
            servers.forEach(server -> server.stop(0));
            workers.shutdown();
            throw e;
        }
        for (HttpServer server : servers) {
            server.setExecutor(workers);
            server.createContext("/", new ApiHandler(parts, delays));
            control.ifPresent(endpoint -> server.createContext(ControlEndpoint.PATH, endpoint));
        }
        startOnDaemonThread(servers);
        serving = new Serving(servers, workers, delays);
    }

    /** Closes the sockets and all connections, and ends the threads; does nothing if they are closed. */
    public synchronized void stop() {
        if (serving == null) {
            return;
        }
        Serving ending = serving;
        serving = null;
        ending.delays().end();
        ending.servers().forEach(server -> server.stop(0));
        ending.workers().shutdownNow();
        try {
            if (!ending.workers().awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "requests were still being served " + STOP_SECONDS + " s after the stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private <S extends HttpServer> S bind(S server, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(options.bind(), port);
        try {
            server.bind(address, BACKLOG);
            return server;
        } catch (BindException e) {
            BindException clearer = new BindException("cannot listen on " + address + ": " + e.getMessage());
            clearer.initCause(e);
            throw clearer;
        }
    }

    private ThreadPoolExecutor workers() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, MAX_WORKERS, IDLE_WORKER_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "localkms-worker-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /* The server's own thread is a daemon only if the thread that starts it is one. */
    private static void startOnDaemonThread(List<HttpServer> servers) {
        Thread starter = new Thread(() -> servers.forEach(HttpServer::start), "localkms-starter");
        starter.setDaemon(true);
        starter.start();
        boolean interrupted = false;
        while (starter.isAlive()) {
            try {
                starter.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpsConfigurator configurator(SSLContext context, boolean clientCertificateRequired) {
        return new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                tls.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
                tls.setNeedClientAuth(clientCertificateRequired);
                parameters.setSSLParameters(tls);
            }
        };
    }

    private record Serving(List<HttpServer> servers, ThreadPoolExecutor workers, Delays delays) {}
}
