/** Signatures of the service's RPC interface: ACS3-HMAC-SHA256, and the older HMAC-SHA1 over parameters. */
@NullMarked
package io.opensesame.internal.signing;

import org.jspecify.annotations.NullMarked;
