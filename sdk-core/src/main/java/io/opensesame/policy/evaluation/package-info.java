/** Decides whether policies allow a request, and says why. Start at {@link AccessPolicies}. */
@NullMarked
package io.opensesame.policy.evaluation;

import org.jspecify.annotations.NullMarked;
