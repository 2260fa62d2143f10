/**
 * Finding what is wrong, dangerous or superfluous in a policy before it is attached. Start at {@link PolicyValidator}.
 */
@NullMarked
package io.opensesame.policy.validation;

import org.jspecify.annotations.NullMarked;
