/** Reading secrets and keeping them fresh. Start at {@link io.opensesame.secrets.SecretsClient}. */
@NullMarked
package io.opensesame.secrets;

import org.jspecify.annotations.NullMarked;
