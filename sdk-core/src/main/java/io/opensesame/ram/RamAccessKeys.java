package io.opensesame.ram;

import io.opensesame.ram.authorization.AuthorizationOptions;
import io.opensesame.ram.authorization.RamAuthorization;
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

    /** {@return what authorizes KMS to rotate the AccessKeys of all RAM users, under the historical names} */
    RamAuthorization authorization();

    /**
     * Returns what authorizes KMS to rotate AccessKeys.
     *
     * @param options for which users, under which names, and what may be replaced for it
     * @return the authorization, to be checked and applied
     */
    RamAuthorization authorization(AuthorizationOptions options);

    /** {@return the client of RAM, and of STS as far as that is about who calls; the same one at each call} */
    RamClient client();
}
