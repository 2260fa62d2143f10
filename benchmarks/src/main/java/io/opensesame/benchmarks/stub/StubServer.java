package io.opensesame.benchmarks.stub;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A server on loopback that answers GetSecretValue for any secret, to whomever asks: to KMS clients in JSON or XML, and
 * to AWS clients in theirs.
 *
 * <p>It checks no signature and costs little, so that what is measured is the client. One thread a connection;
 * thread-safe.
 */
public final class StubServer implements AutoCloseable {
    private static final int BACKLOG = 256;

    private final ServerSocket listener;
    private final String scheme;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong requests = new AtomicLong();
    private volatile Behaviour behaviour = new Behaviour(200, Duration.ZERO, "v1");

    /**
     * How requests are answered.
     *
     * @param status 200, or the status of the error that all get
     * @param latency the wait before each answer
     * @param versionId the version that all secrets have
     */
    private record Behaviour(int status, Duration latency, String versionId) {}

    private StubServer(ServerSocket listener, String scheme) {
        this.listener = listener;
        this.scheme = scheme;
        daemon("stub-accept", this::accept);
    }

    /** Starts a server that speaks plain HTTP. */
    public static StubServer http() throws IOException {
        return new StubServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), "http");
    }

    /** Starts a server that speaks HTTPS, with the identity of {@link StubIdentity}. */
    public static StubServer https(StubIdentity identity) throws IOException {
        return new StubServer(
                identity.serverSockets().createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), "https");
    }

    /** {@return the address} */
    public URI endpoint() {
        return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort());
    }

    /** {@return how many requests were answered, errors included} */
    public long requests() {
        return requests.get();
    }

    /** Waits before each answer from now on. */
    public void latency(Duration latency) {
        behaviour = new Behaviour(behaviour.status(), latency, behaviour.versionId());
    }

    /** Answers with this status from now on: 200, 500 or 503. */
    public void status(int status) {
        behaviour = new Behaviour(status, behaviour.latency(), behaviour.versionId());
    }

    /** Gives all secrets a new version. */
    public void rotateTo(String versionId) {
        behaviour = new Behaviour(behaviour.status(), behaviour.latency(), versionId);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                connections.add(socket);
                daemon("stub-connection", () -> serve(socket));
            } catch (IOException e) {
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (StubRequest request = StubRequest.read(in, out);
                    request != null;
                    request = StubRequest.read(in, out)) {
                answer(request, out);
            }
        } catch (IOException | IllegalArgumentException e) {
            // The client went away, or is none that is known here: its own error tells it.
        } finally {
            connections.remove(socket);
        }
    }

    private void answer(StubRequest request, OutputStream out) throws IOException {
        Behaviour now = behaviour;
        long until = System.nanoTime() + now.latency().toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        byte[] body = StubAnswers.body(request, now.status(), now.versionId()).getBytes(StandardCharsets.UTF_8);
        byte[] head = ("HTTP/1.1 " + now.status() + " Stub\r\nContent-Type: " + request.answerType()
                        + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        requests.incrementAndGet();
        out.write(whole); // one write, one packet
        out.flush();
    }

    /** Ends the listening and all connections: whoever calls now is refused. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
