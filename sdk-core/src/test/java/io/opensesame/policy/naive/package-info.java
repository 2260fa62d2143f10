/** What the evaluator of policies is held against: a second one, and cases for both. Of no use but to tests. */
@NullMarked
package io.opensesame.policy.naive;

import org.jspecify.annotations.NullMarked;
