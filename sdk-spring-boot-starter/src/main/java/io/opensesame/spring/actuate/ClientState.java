package io.opensesame.spring.actuate;

import io.opensesame.OpenSesame;
import io.opensesame.kms.RegionHealth;
import io.opensesame.secrets.SecretSnapshot;
import java.util.List;

/** What a client knows at one moment of its secrets and regions. Immutable. */
record ClientState(List<SecretSnapshot> secrets, List<RegionHealth> regions) {
    /** Looks at a client: nothing is sent, and nothing blocks. */
    static ClientState of(OpenSesame client) {
        return new ClientState(client.secrets().snapshot(), client.regions());
    }
}
