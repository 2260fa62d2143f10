/** What it costs to decide a request by many access policies. */
@NullMarked
package io.opensesame.benchmarks.policy;

import org.jspecify.annotations.NullMarked;
