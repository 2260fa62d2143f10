package io.opensesame.internal.ram.authorization;

import io.opensesame.ram.authorization.AuthorizationStep;
import io.opensesame.ram.client.RamClient;
import java.util.function.Consumer;

/**
 * A call to RAM that is to be made.
 *
 * @param step what people are told of it
 * @param call makes it
 */
record PlannedCall(AuthorizationStep step, Consumer<RamClient> call) {}
