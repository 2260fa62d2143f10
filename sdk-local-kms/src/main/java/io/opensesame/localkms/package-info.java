/** LocalKms, an embedded KMS that official clients can talk to. Start at {@link LocalKms}. */
@NullMarked
package io.opensesame.localkms;

import org.jspecify.annotations.NullMarked;
