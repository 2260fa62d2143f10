/** The whole way in one command: read secrets, follow a rotation, live through an outage. */
@NullMarked
package io.opensesame.samples.quickstart;

import org.jspecify.annotations.NullMarked;
