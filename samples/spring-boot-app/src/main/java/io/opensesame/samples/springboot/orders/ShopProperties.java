package io.opensesame.samples.springboot.orders;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the shop, which are the secret {@code shop/settings}, imported by {@code spring.config.import}.
 *
 * @param discountCode who names it pays {@code discountPercent} less
 * @param discountPercent from 0 to 100
 */
@ConfigurationProperties("shop.settings")
public record ShopProperties(String discountCode, int discountPercent) {
    /** {@return the percentage alone: the code is a secret} */
    @Override
    public String toString() {
        return "ShopProperties[discountCode=<redacted>, discountPercent=" + discountPercent + "]";
    }
}
