package io.opensesame.samples.springboot.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody else's API: it tells the price of shipping to who shows the one API key that is good now. */
final class Carrier implements AutoCloseable {
    private static final String CENTS = "490";

    private final HttpServer server;
    private final ExecutorService threads;
    private volatile String apiKey;

    private Carrier(HttpServer server, ExecutorService threads, String apiKey) {
        this.server = server;
        this.threads = threads;
        this.apiKey = apiKey;
    }

    static Carrier start(String apiKey) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer takes 40 ms
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Carrier carrier = new Carrier(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), threads, apiKey);
        carrier.server.createContext("/price", carrier::answer);
        carrier.server.setExecutor(threads);
        carrier.server.start();
        return carrier;
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean good = apiKey.equals(exchange.getRequestHeaders().getFirst("X-Api-Key"));
        byte[] body = (good ? CENTS : "\"this API key is not good\"").getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(good ? 200 : 401, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** From now on this key is good, and the one before is not. */
    void accept(String newApiKey) {
        apiKey = newApiKey;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
