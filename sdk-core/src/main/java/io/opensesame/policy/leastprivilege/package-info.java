/**
 * From what an application calls to the least policies that let it. Start at
 * {@link io.opensesame.policy.leastprivilege.LeastPrivilege}.
 */
@NullMarked
package io.opensesame.policy.leastprivilege;

import org.jspecify.annotations.NullMarked;
