/** LocalKms in JUnit Jupiter tests. Start at {@link WithLocalKms}. */
@NullMarked
package io.opensesame.localkms.junit;

import org.jspecify.annotations.NullMarked;
