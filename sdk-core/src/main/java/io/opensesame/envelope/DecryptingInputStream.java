package io.opensesame.envelope;

import java.io.InputStream;

/**
 * Reads the plaintext of a message, frame by verified frame.
 *
 * <p>A read throws {@link io.opensesame.error.EnvelopeException} as soon as a frame is not what was written; no byte of
 * it, nor of any after it, is given out. Only reading to the end tells that nothing was cut off. Closing it closes the
 * stream behind it. Not thread-safe.
 */
public abstract class DecryptingInputStream extends InputStream {
    /** Creates a stream; for the library's own use. */
    protected DecryptingInputStream() {}

    /** {@return the message's header, which is verified} */
    public abstract MessageHeader header();
}
