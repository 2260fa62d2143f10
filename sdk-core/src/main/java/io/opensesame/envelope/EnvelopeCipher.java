package io.opensesame.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/**
 * Encrypts and decrypts data in this process, under data keys that KMS makes and opens.
 *
 * <p>A message carries all that decrypting it takes but the customer master key: the data key encrypted under one or
 * more of them, the context it is bound to, and the encrypted data in frames that are each authenticated. Data keys are
 * cached, so most calls cost no request.
 *
 * <p>Methods that need a data key which is not at hand wait for KMS, at most until the client's call deadline, and
 * throw what {@code KmsClient.send} throws. What cannot be opened is refused with
 * {@link io.opensesame.error.EnvelopeException}.
 *
 * <p>Thread-safe. It works until it, or the {@code OpenSesame} it is from, is closed.
 */
public interface EnvelopeCipher extends AutoCloseable {
    /**
     * Encrypts bytes into one message.
     *
     * @param plaintext the bytes; neither kept nor changed
     * @param context what the message is bound to
     * @return the message
     * @throws IllegalArgumentException if the context has not the pairs that the options require
     * @throws IllegalStateException if this cipher has no key to encrypt with, or is closed
     */
    byte[] encrypt(byte[] plaintext, MessageContext context);

    /**
     * Encrypts what remains in a buffer into one message.
     *
     * @param plaintext the bytes; read to the buffer's limit if the call succeeds
     * @param context what the message is bound to
     * @return a new buffer with the message, ready to be read
     * @throws IllegalArgumentException if the context has not the pairs that the options require
     * @throws IllegalStateException if this cipher has no key to encrypt with, or is closed
     */
    ByteBuffer encrypt(ByteBuffer plaintext, MessageContext context);

    /**
     * Returns a stream that encrypts what is written to it into one message, of any size.
     *
     * @param message where the message goes; closed with the returned stream
     * @param context what the message is bound to
     * @return the stream to write plaintext to; it must be closed to end the message
     * @throws IOException if the header cannot be written
     */
    EncryptingOutputStream encrypting(OutputStream message, MessageContext context) throws IOException;

    /**
     * Returns a stream that reads as the message of what it reads, for uploads.
     *
     * @param plaintext the plaintext, of any size; closed with the returned stream
     * @param context what the message is bound to
     * @return the stream to read the message from
     */
    InputStream encrypting(InputStream plaintext, MessageContext context);

    /**
     * Returns a channel that encrypts what is written to it into one message, of any size. Closing it always ends the
     * message: who may have to give one up takes {@link #encrypting(OutputStream, MessageContext)}.
     *
     * @param message where the message goes, a blocking channel; closed with the returned one
     * @param context what the message is bound to
     * @return the channel to write plaintext to; it must be closed to end the message
     * @throws IOException if the header cannot be written
     */
    WritableByteChannel encrypting(WritableByteChannel message, MessageContext context) throws IOException;

    /**
     * Decrypts a message.
     *
     * @param message the whole message, and nothing after it
     * @param required pairs that its context must have, besides those of the options; others may be there as well
     * @return the plaintext
     * @throws io.opensesame.error.EnvelopeException if it was changed in any way, was encrypted under a key that is not
     *     allowed, or has not the context that is required
     */
    byte[] decrypt(byte[] message, MessageContext required);

    /**
     * Decrypts the message that remains in a buffer.
     *
     * @param message the whole message, and nothing after it; read to the buffer's limit if the call succeeds
     * @param required pairs that its context must have, besides those of the options
     * @return a new buffer with the plaintext, ready to be read
     * @throws io.opensesame.error.EnvelopeException as the other method does
     */
    ByteBuffer decrypt(ByteBuffer message, MessageContext required);

    /**
     * Returns a stream that reads as the plaintext of a message, of any size. The header is read and verified first.
     *
     * @param message the message, and nothing after it; closed with the returned stream
     * @param required pairs that its context must have, besides those of the options
     * @return the stream to read plaintext from
     * @throws IOException if the header cannot be read
     * @throws io.opensesame.error.EnvelopeException if the header is refused; reading throws it for the frames
     */
    DecryptingInputStream decrypting(InputStream message, MessageContext required) throws IOException;

    /**
     * Returns a channel that reads as the plaintext of a message, as {@link #decrypting(InputStream, MessageContext)}.
     *
     * @param message the message, a blocking channel, and nothing after it; closed with the returned channel
     * @param required pairs that its context must have, besides those of the options
     * @return the channel to read plaintext from
     * @throws IOException if the header cannot be read
     * @throws io.opensesame.error.EnvelopeException if the header is refused; reading throws it for the frames
     */
    ReadableByteChannel decrypting(ReadableByteChannel message, MessageContext required) throws IOException;

    /**
     * Decrypts many messages. KMS is asked once for each data key that is not at hand, several at a time.
     *
     * @param messages the messages
     * @param required pairs that the context of each must have, besides those of the options
     * @return what became of each, in the order of the messages; the failure of one fails no other
     */
    List<DecryptionResult> decryptAll(List<byte[]> messages, MessageContext required);

    /**
     * Puts a message under this cipher's keys: its data key is opened, and encrypted anew for each of them. The
     * encrypted data stays as it is.
     *
     * @param message the whole message; it must be one that this cipher may decrypt
     * @return the message under the new keys; only its header differs
     * @throws io.opensesame.error.EnvelopeException if the header was changed, or is not allowed; the frames are not
     *     looked at
     * @throws IllegalStateException if this cipher has no key to encrypt with, or is closed
     */
    byte[] rewrap(byte[] message);

    /**
     * Puts a message of any size under this cipher's keys, as {@link #rewrap(byte[])} does.
     *
     * @param message the message, read to its end; not closed
     * @param rewrapped where the message goes under its new keys; not closed
     * @throws IOException if reading or writing fails
     * @throws io.opensesame.error.EnvelopeException if the header was changed, or is not allowed
     */
    void rewrap(InputStream message, OutputStream rewrapped) throws IOException;

    /**
     * Tells what the header of a message says, without asking KMS and without verifying anything.
     *
     * @param message the message, or its beginning
     * @return the header
     * @throws io.opensesame.error.EnvelopeException if it does not begin like a message
     */
    MessageHeader inspect(byte[] message);

    /** Wipes the data keys that are held. Streams that are open go on to their end. Closing again has no effect. */
    @Override
    void close();
}
