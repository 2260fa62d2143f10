package io.opensesame.ram;

import io.opensesame.ram.client.RamClient;
import io.opensesame.ram.secret.ManagedRamSecrets;

/**
 * What there is to do about AccessKeys of RAM users that KMS keeps as secrets and rotates.
 *
 * <p>Thread-safe; it works until the {@code OpenSesame} it is from is closed.
 */
public interface RamAccessKeys {
    /** {@return what creates, rotates and deletes secrets of AccessKeys; the same at each call} */
    ManagedRamSecrets secrets();

    /** {@return the client of RAM, and of STS as far as that is about who calls; the same one at each call} */
    RamClient client();
}
