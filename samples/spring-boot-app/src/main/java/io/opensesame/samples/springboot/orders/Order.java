package io.opensesame.samples.springboot.orders;

import java.util.UUID;

/**
 * An order as its customer sees it.
 *
 * @param id names it
 * @param item what is ordered
 * @param cents its price, with shipping
 * @param receipt proves that it was taken; see {@link Receipts}
 */
public record Order(UUID id, String item, long cents, String receipt) {}
