/** Encrypting a file to a file, and back. Start at {@link io.opensesame.envelope.file.FileCipher}. */
@NullMarked
package io.opensesame.envelope.file;

import org.jspecify.annotations.NullMarked;
