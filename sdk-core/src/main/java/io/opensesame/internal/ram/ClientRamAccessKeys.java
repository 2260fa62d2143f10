package io.opensesame.internal.ram;

import io.opensesame.internal.http.CallRuntime.Pause;
import io.opensesame.internal.ram.authorization.ServiceRoleAuthorization;
import io.opensesame.internal.ram.secret.ClientManagedRamSecrets;
import io.opensesame.kms.secret.SecretOperations;
import io.opensesame.ram.RamAccessKeys;
import io.opensesame.ram.authorization.AuthorizationOptions;
import io.opensesame.ram.authorization.AuthorizationReport;
import io.opensesame.ram.authorization.RamAuthorization;
import io.opensesame.ram.client.RamClient;
import io.opensesame.ram.secret.ManagedRamSecrets;
import java.util.UUID;

/** {@link RamAccessKeys} over the clients of RAM and KMS. */
public final class ClientRamAccessKeys implements RamAccessKeys {
    private final RamClient client;
    private final Pause pause;
    private final ManagedRamSecrets secrets;

    /**
     * Puts the parts together.
     *
     * @param client calls RAM and STS
     * @param kms calls KMS
     * @param pause how the thread of a blocking call waits
     */
    public ClientRamAccessKeys(RamClient client, SecretOperations kms, Pause pause) {
        this.client = client;
        this.pause = pause;
        this.secrets = new ClientManagedRamSecrets(
                kms, client, this::checkedFor, () -> UUID.randomUUID().toString());
    }

    private AuthorizationReport checkedFor(String userName) {
        return authorization(AuthorizationOptions.builder().users(userName).build())
                .check();
    }

    @Override
    public ManagedRamSecrets secrets() {
        return secrets;
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
