package io.opensesame.envelope;

import java.io.OutputStream;

/**
 * Encrypts what is written to it. Closing it ends the message and closes the stream behind it.
 *
 * <p>Whoever finds that the plaintext cannot be completed calls {@link #abort()}: what was written so far is then never
 * taken for a whole message. Not thread-safe.
 */
public abstract class EncryptingOutputStream extends OutputStream {
    /** Creates a stream; for the library's own use. */
    protected EncryptingOutputStream() {}

    /**
     * Gives the message up: {@link #close()} will close the stream behind it without ending the message, so that
     * decrypting what was written fails. Has no effect after {@link #close()}.
     */
    public abstract void abort();
}
