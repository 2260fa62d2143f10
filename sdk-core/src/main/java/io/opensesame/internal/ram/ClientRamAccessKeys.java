package io.opensesame.internal.ram;

import io.opensesame.ram.RamAccessKeys;
import io.opensesame.ram.client.RamClient;

/** {@link RamAccessKeys} over a client of RAM. */
public final class ClientRamAccessKeys implements RamAccessKeys {
    private final RamClient client;

    /**
     * Puts the parts together.
     *
     * @param client calls RAM and STS
     */
    public ClientRamAccessKeys(RamClient client) {
        this.client = client;
    }

    @Override
    public RamClient client() {
        return client;
    }
}
