/** Reads secret values from an ordered list of regions: fail-over, fail-back and hedging, under one deadline. */
@NullMarked
package io.opensesame.internal.region;

import org.jspecify.annotations.NullMarked;
