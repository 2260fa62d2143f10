package io.opensesame;

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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A plain HTTP forward proxy that keeps what clients send through it. One request a connection, which is all that a
 * proxy must offer. It takes every host for this machine: clients go to the real loopback without a proxy.
 */
final class RecordingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final List<Recorded> requests = new CopyOnWriteArrayList<>();

    /**
     * One request as it came in.
     *
     * @param line the request line, with the whole URL
     * @param headers the lines after it
     * @param body the body
     */
    record Recorded(String line, String headers, String body) {}

    RecordingProxy() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread acceptor = new Thread(this::serve, "recording-proxy");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    List<Recorded> requests() {
        return requests;
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept()) {
                forward(client);
            } catch (IOException e) {
                // The client sees a connection that was closed, which is the answer of a proxy that failed.
            }
        }
    }

    private void forward(Socket client) throws IOException {
        String head = head(client.getInputStream());
        String line = head.substring(0, head.indexOf("\r\n"));
        String headers = head.substring(line.length() + 2);
        byte[] body = client.getInputStream().readNBytes(contentLength(headers));
        requests.add(new Recorded(line, headers, new String(body, StandardCharsets.UTF_8)));

        String[] words = line.split(" ", -1);
        URI target = URI.create(words[1]);
        String path = words[1].substring(words[1].indexOf('/', "http://".length()));
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getPort())) {
            OutputStream out = server.getOutputStream();
            String rewritten = words[0] + " " + path + " HTTP/1.1\r\nConnection: close\r\n"
                    + headers.replaceAll("(?im)^(proxy-)?connection:.*\r\n", "");
            out.write(rewritten.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            server.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client closed in the middle of a request's head");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static int contentLength(String headers) {
        for (String header : headers.lines().toList()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
        }
        return 0;
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
