package io.opensesame.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** A server of raw bytes, for answers that no HTTP library would give, and for TLS and proxies. */
final class TinyServer implements AutoCloseable {
    /** Answers one request on its socket; the connection is closed afterwards. */
    @FunctionalInterface
    interface Handler {
        void answer(String head, Socket socket) throws IOException;
    }

    final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ServerSocket listening;

    TinyServer(ServerSocketFactory sockets, Handler handler) {
        try {
            listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(() -> {
            while (true) {
                Socket socket = listening.accept();
                open.add(socket);
                start(() -> serve(socket, handler));
            }
        });
    }

    static TinyServer plain(Handler handler) {
        return new TinyServer(ServerSocketFactory.getDefault(), handler);
    }

    /** Answers every request with this JSON. */
    static Handler json(String body) {
        return (head, socket) -> write(
                socket,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\nConnection: close\r\n\r\n" + body);
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    int port() {
        return listening.getLocalPort();
    }

    private void serve(Socket socket, Handler handler) throws IOException {
        try (socket) {
            String head = readHead(socket.getInputStream());
            if (!head.isEmpty()) {
                heads.add(head);
                handler.answer(head, socket);
            }
        }
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.write(b);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        in.readNBytes(contentLength(text));
        return text;
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
                .findFirst()
                .orElse(0);
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The other side went away, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
