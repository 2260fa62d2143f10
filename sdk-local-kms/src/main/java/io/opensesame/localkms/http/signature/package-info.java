/** Verification of request signatures, by rules of its own: nothing here is shared with the client. */
@NullMarked
package io.opensesame.localkms.http.signature;

import org.jspecify.annotations.NullMarked;
