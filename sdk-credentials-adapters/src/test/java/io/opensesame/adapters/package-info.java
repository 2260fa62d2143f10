/** What the tests of all adapters share. */
@NullMarked
package io.opensesame.adapters;

import org.jspecify.annotations.NullMarked;
