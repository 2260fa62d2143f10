package io.opensesame.samples.springboot.orders;

import io.opensesame.secrets.Secret;
import io.opensesame.secrets.TypedVersion;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** Asks a carrier's API for the price of shipping, with an API key that rotates. */
@Component
class Shipping {
    private static final int MAX_TRIES = 3;

    private final RestClient carrier;
    private final Secret<String> apiKey;

    Shipping(
            RestClient.Builder clients,
            @Value("${shipping.url}") String url,
            @Value("shipping/api-key") Secret<String> apiKey) {
        this.carrier = clients.baseUrl(url).build();
        this.apiKey = apiKey;
    }

    /** A key that the carrier refuses is reported, and the one to try next is tried at once. */
    long cents(String item) {
        Optional<TypedVersion<String>> next = Optional.of(apiKey.version());
        String[] refused = {};
        while (true) {
            TypedVersion<String> key = next.orElseThrow(() -> new IllegalStateException("the carrier refuses our key"));
            try {
                return ask(item, key.value());
            } catch (HttpClientErrorException.Unauthorized e) {
                refused = with(refused, key.versionId());
                if (refused.length == MAX_TRIES) {
                    throw e;
                }
                next = apiKey.rejected(refused);
            }
        }
    }

    private long ask(String item, String key) {
        Long cents = carrier.get()
                .uri("/price?item={item}", item)
                .header("X-Api-Key", key)
                .retrieve()
                .body(Long.class);
        if (cents == null) {
            throw new IllegalStateException("the carrier named no price");
        }
        return cents;
    }

    private static String[] with(String[] refused, String versionId) {
        String[] more = java.util.Arrays.copyOf(refused, refused.length + 1);
        more[refused.length] = versionId;
        return more;
    }
}
