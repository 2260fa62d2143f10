package io.opensesame.internal.ram;

import io.opensesame.internal.http.CallRuntime.Pause;
import io.opensesame.internal.ram.authorization.ServiceRoleAuthorization;
import io.opensesame.ram.RamAccessKeys;
import io.opensesame.ram.authorization.AuthorizationOptions;
import io.opensesame.ram.authorization.RamAuthorization;
import io.opensesame.ram.client.RamClient;

/** {@link RamAccessKeys} over a client of RAM. */
public final class ClientRamAccessKeys implements RamAccessKeys {
    private final RamClient client;
    private final Pause pause;

    /**
     * Puts the parts together.
     *
     * @param client calls RAM and STS
     * @param pause how the thread of a blocking call waits
     */
    public ClientRamAccessKeys(RamClient client, Pause pause) {
        this.client = client;
        this.pause = pause;
    }

    @Override
    public RamAuthorization authorization() {
        return authorization(AuthorizationOptions.defaults());
    }

    @Override
    public RamAuthorization authorization(AuthorizationOptions options) {
        return new ServiceRoleAuthorization(client, options, pause);
    }

    @Override
    public RamClient client() {
        return client;
    }
}
