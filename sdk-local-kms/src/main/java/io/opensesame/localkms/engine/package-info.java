/** The state machine behind LocalKms: secrets, their versions and rotation, on an injected clock. */
@NullMarked
package io.opensesame.localkms.engine;

import org.jspecify.annotations.NullMarked;
