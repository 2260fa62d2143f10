package io.opensesame.samples.springboot.status;

import java.util.Collection;

/**
 * What the page's buttons do. An application has no such thing: KMS or an operator rotates. This one is there when the
 * application runs on a laptop.
 */
public interface Rotator {
    /** {@return names of the secrets that it rotates} */
    Collection<String> secrets();

    /**
     * Rotates a secret now; the application is told nothing, and sees it when it refreshes.
     *
     * @param secret its name
     */
    void rotate(String secret);
}
