package io.opensesame.officialclients;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Stands between a client and LocalKms for one connection, and keeps the bytes of the request to send them again. */
final class RecordingRelay implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final int target;
    private final ServerSocket listener;
    private final ByteArrayOutputStream recorded = new ByteArrayOutputStream();

    private RecordingRelay(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    static RecordingRelay to(URI endpoint) throws IOException {
        RecordingRelay relay = new RecordingRelay(endpoint.getPort());
        daemon("relay", relay::serve);
        return relay;
    }

    /** Returns the host and port for the client. */
    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Sends what the client sent once more, on a connection of its own, and returns the whole answer. */
    String sendAgain() throws IOException {
        byte[] request;
        synchronized (recorded) {
            request = recorded.toByteArray();
        }
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        try (Socket client = listener.accept();
                Socket server = connect()) {
            daemon("relay-answers", () -> pump(server, client, OutputStream.nullOutputStream()));
            pump(client, server, recorded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), target);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /** Copies until either end is closed; a copy is kept before it is passed on. */
    private static void pump(Socket from, Socket to, OutputStream copy) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (copy) {
                    copy.write(buffer, 0, count);
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // One of the two hung up, which ends the relay.
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
