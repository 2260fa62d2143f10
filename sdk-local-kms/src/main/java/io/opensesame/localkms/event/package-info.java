/** What LocalKms tells of that happened by itself, as the service tells CloudMonitor. */
@NullMarked
package io.opensesame.localkms.event;

import org.jspecify.annotations.NullMarked;
