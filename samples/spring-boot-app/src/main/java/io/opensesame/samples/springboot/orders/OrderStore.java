package io.opensesame.samples.springboot.orders;

import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.envelope.field.FieldCipher;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps orders in PostgreSQL, with the card's number encrypted under a data key of KMS. */
@Repository
class OrderStore {
    private final JdbcClient database;
    private final FieldCipher cards;

    OrderStore(JdbcClient database, EnvelopeCipher cipher) {
        this.database = database;
        this.cards = FieldCipher.of(cipher, "orders.card");
    }

    void add(Order order, String card) {
        database.sql("INSERT INTO orders (id, item, cents, receipt, card) VALUES (?, ?, ?, ?, ?)")
                .params(
                        order.id(),
                        order.item(),
                        order.cents(),
                        order.receipt(),
                        cards.encrypt(card, order.id().toString()))
                .update();
    }

    Optional<Order> find(UUID id) {
        return database.sql("SELECT id, item, cents, receipt FROM orders WHERE id = ?")
                .param(id)
                .query(Order.class)
                .optional();
    }

    /** Returns the last four digits of the card that an order was paid with. */
    Optional<String> cardEnding(UUID id) {
        return database.sql("SELECT card FROM orders WHERE id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .map(encrypted -> cards.decrypt(encrypted, id.toString()))
                .map(card -> card.substring(card.length() - 4));
    }
}
