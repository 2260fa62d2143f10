/** The format of encrypted messages, as docs/envelope-format.md has it: headers, keys, frames and streams. */
@NullMarked
package io.opensesame.internal.envelope.message;

import org.jspecify.annotations.NullMarked;
