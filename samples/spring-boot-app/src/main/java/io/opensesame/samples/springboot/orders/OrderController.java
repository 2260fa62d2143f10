package io.opensesame.samples.springboot.orders;

import io.opensesame.spring.Live;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders, and checks receipts. */
@RestController
@RequestMapping("/orders")
class OrderController {
    private static final long PRICE_CENTS = 1990;

    private final OrderStore orders;
    private final Shipping shipping;
    private final Receipts receipts;
    private final Live<ShopProperties> shop;
    private final OrderCount count;

    OrderController(
            OrderStore orders, Shipping shipping, Receipts receipts, Live<ShopProperties> shop, OrderCount count) {
        this.orders = orders;
        this.shipping = shipping;
        this.receipts = receipts;
        this.shop = shop;
        this.count = count;
    }

    /**
     * What a customer sends.
     *
     * @param item what is ordered
     * @param card number of the card that pays
     * @param discountCode empty for none
     */
    record NewOrder(String item, String card, String discountCode) {}

    /**
     * What a customer may know of an order later.
     *
     * @param order the order
     * @param cardEnding last four digits of the card
     * @param receiptAccepted whether the receipt is signed by the current or the previous key
     */
    record CheckedOrder(Order order, String cardEnding, boolean receiptAccepted) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Order place(@RequestBody NewOrder wanted) {
        return count.counting(() -> take(wanted));
    }

    private Order take(NewOrder wanted) {
        UUID id = UUID.randomUUID();
        long cents = discounted(PRICE_CENTS, wanted.discountCode()) + shipping.cents(wanted.item());
        Order order = new Order(id, wanted.item(), cents, receipts.sign(id, cents));
        orders.add(order, wanted.card());
        return order;
    }

    private long discounted(long cents, String code) {
        ShopProperties settings = shop.value(); // one pair of code and percentage, whatever rotates meanwhile
        return settings.discountCode().equals(code) ? cents * (100 - settings.discountPercent()) / 100 : cents;
    }

    @GetMapping("/{id}")
    ResponseEntity<CheckedOrder> check(@PathVariable UUID id) {
        return ResponseEntity.of(orders.find(id)
                .map(order -> new CheckedOrder(
                        order,
                        orders.cardEnding(id).orElse(""),
                        receipts.accepts(id, order.cents(), order.receipt()))));
    }
}
