/** What all operations share: the request, its parameters, the answer's JSON, and refusals. */
@NullMarked
package io.opensesame.localkms.engine.call;

import org.jspecify.annotations.NullMarked;
