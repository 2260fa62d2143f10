/** The cryptography of keys and certificates: algorithms on key material, without any state of the service. */
@NullMarked
package io.opensesame.localkms.engine.crypto;

import org.jspecify.annotations.NullMarked;
