/** Certificates and private keys in PEM text. Start at {@link io.opensesame.pem.PemBundle}. */
@NullMarked
package io.opensesame.pem;

import org.jspecify.annotations.NullMarked;
