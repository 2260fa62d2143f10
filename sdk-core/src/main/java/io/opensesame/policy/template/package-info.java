/**
 * Policies for what most applications need, ready to attach. Start at {@link RamPolicyTemplate} for what a RAM user or
 * RAM role may do, and at {@link SecretPolicyTemplate} for who may do something with a secret.
 */
@NullMarked
package io.opensesame.policy.template;

import org.jspecify.annotations.NullMarked;
