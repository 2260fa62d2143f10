/** The HTTP front: reads requests, has them verified, injects faults, and writes answers as the service does. */
@NullMarked
package io.opensesame.localkms.http;

import org.jspecify.annotations.NullMarked;
