/** Moving over from other clients. Start at {@link io.opensesame.migration.SecretsManagerProperties}. */
@NullMarked
package io.opensesame.migration;

import org.jspecify.annotations.NullMarked;
