package io.opensesame.internal.ram;

import io.opensesame.internal.ram.secret.ClientManagedRamSecrets;
import io.opensesame.kms.secret.SecretOperations;
import io.opensesame.ram.RamAccessKeys;
import io.opensesame.ram.client.RamClient;
import io.opensesame.ram.secret.ManagedRamSecrets;
import java.util.Optional;
import java.util.UUID;

/** {@link RamAccessKeys} over the clients of RAM and KMS. */
public final class ClientRamAccessKeys implements RamAccessKeys {
    private final RamClient client;
    private final ManagedRamSecrets secrets;

    /**
     * Puts the parts together.
     *
     * @param client calls RAM and STS
     * @param kms calls KMS
     */
    public ClientRamAccessKeys(RamClient client, SecretOperations kms) {
        this.client = client;
        this.secrets = new ClientManagedRamSecrets(
                kms, client, user -> Optional.empty(), () -> UUID.randomUUID().toString());
    }

    @Override
    public ManagedRamSecrets secrets() {
        return secrets;
    }

    @Override
    public RamClient client() {
        return client;
    }
}
