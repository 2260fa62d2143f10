package io.opensesame.samples.springboot.demo;

import io.opensesame.samples.springboot.orders.Order;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClient;

/** People who order over HTTP, without a break, and check what they got. */
final class Customers implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Customers.class);
    private static final long PAUSE_MILLIS = 50;
    private static final String ORDER = "{\"item\":\"teapot\",\"card\":\"4111111111111111\",\"discountCode\":\"\"}";

    private final RestClient shop;
    private final ExecutorService threads;
    private final LongAdder content = new LongAdder();
    private final LongAdder disappointed = new LongAdder();
    private volatile boolean closed;

    private Customers(RestClient shop, int count) {
        this.shop = shop;
        this.threads = Executors.newFixedThreadPool(count);
    }

    static Customers start(String url, int count) {
        Customers customers = new Customers(RestClient.create(url), count);
        for (int i = 0; i < count; i++) {
            customers.threads.execute(customers::orderAgainAndAgain);
        }
        return customers;
    }

    private void orderAgainAndAgain() {
        while (!closed) {
            try {
                (order() ? content : disappointed).increment();
                Thread.sleep(PAUSE_MILLIS); // people, not a load test
            } catch (RuntimeException e) {
                disappointed.increment();
                LOGGER.warn("An order failed: {}", e.getMessage());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Orders, and has the receipt checked. */
    private boolean order() {
        Order order = shop.post()
                .uri("/orders")
                .header("Content-Type", "application/json")
                .body(ORDER)
                .retrieve()
                .body(Order.class);
        return order != null && isAccepted(shop, order);
    }

    private static boolean isAccepted(RestClient shop, Order order) {
        Check check = shop.get().uri("/orders/{id}", order.id()).retrieve().body(Check.class);
        return check != null && check.receiptAccepted() && check.cardEnding().equals("1111");
    }

    /** What matters to a customer of what the shop tells. */
    record Check(@Nullable Order order, String cardEnding, boolean receiptAccepted) {}

    long content() {
        return content.sum();
    }

    long disappointed() {
        return disappointed.sum();
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
    }
}
