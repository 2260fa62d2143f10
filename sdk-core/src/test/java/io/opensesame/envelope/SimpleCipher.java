package io.opensesame.envelope;

import io.opensesame.error.EnvelopeException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.kms.crypto.EncryptionContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts for real, under one key in memory: the pairs in clear, then frames of AES-GCM with the pairs, the frame's
 * number and whether it is the last as associated data. For tests of what is built on an {@link EnvelopeCipher}.
 */
public final class SimpleCipher implements EnvelopeCipher {
    /** The length of each frame of plaintext but the last. */
    public static final int FRAME_BYTES = 1024;

    private final byte[] key = new byte[32];
    private final SecureRandom random = new SecureRandom();

    /** Creates a cipher with a random key. */
    public SimpleCipher() {
        random.nextBytes(key);
    }

    /** The context and the random beginning of the nonces. */
    private static final class Header {
        private final MessageContext context;
        private final byte[] bytes;

        Header(MessageContext context, byte[] bytes) {
            this.context = context;
            this.bytes = bytes;
        }

        byte[] nonce(int frame) {
            return ByteBuffer.allocate(12)
                    .put(bytes, bytes.length - 8, 8)
                    .putInt(frame)
                    .array();
        }
    }

    private Header newHeader(MessageContext context) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (Map<String, String> pairs : List.of(context.encryptionContext().pairs(), context.messagePairs())) {
            out.writeInt(pairs.size());
            for (Map.Entry<String, String> pair : pairs.entrySet()) {
                out.writeUTF(pair.getKey());
                out.writeUTF(pair.getValue());
            }
        }
        out.writeLong(random.nextLong());
        return new Header(context, bytes.toByteArray());
    }

    private Header readHeader(InputStream message) throws IOException {
        try {
            DataInputStream in = new DataInputStream(message);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream copy = new DataOutputStream(bytes);
            MessageContext context = MessageContext.of(EncryptionContext.of(readPairs(in, copy)));
            for (Map.Entry<String, String> pair : readPairs(in, copy).entrySet()) {
                context = context.withMessagePair(pair.getKey(), pair.getValue());
            }
            copy.writeLong(in.readLong());
            return new Header(context, bytes.toByteArray());
        } catch (EOFException | UTFDataFormatException | IllegalArgumentException e) {
            throw new EnvelopeException("malformed", e);
        }
    }

    private static Map<String, String> readPairs(DataInputStream in, DataOutputStream copy) throws IOException {
        Map<String, String> pairs = new TreeMap<>();
        int count = in.readInt();
        copy.writeInt(count);
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            String value = in.readUTF();
            copy.writeUTF(name);
            copy.writeUTF(value);
            pairs.put(name, value);
        }
        return pairs;
    }

    private byte[] frame(int mode, Header header, int index, boolean last, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, header.nonce(index)));
            cipher.updateAAD(header.bytes);
            cipher.updateAAD(new byte[] {(byte) (last ? 1 : 0)});
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new EnvelopeException("frame " + index + " was changed", e);
        }
    }

    @Override
    public EncryptingOutputStream encrypting(OutputStream message, MessageContext context) throws IOException {
        Header header = newHeader(context);
        message.write(header.bytes);
        return new EncryptingOutputStream() {
            private final ByteBuffer pending = ByteBuffer.allocate(FRAME_BYTES);
            private int index;
            private boolean ended;

            @Override
            public void write(int b) throws IOException {
                if (!pending.hasRemaining()) {
                    writeFrame(false);
                }
                pending.put((byte) b);
            }

            private void writeFrame(boolean last) throws IOException {
                byte[] plaintext = new byte[pending.flip().remaining()];
                pending.get(plaintext).clear();
                byte[] ciphertext = frame(Cipher.ENCRYPT_MODE, header, index++, last, plaintext);
                new DataOutputStream(message).writeInt(last ? -ciphertext.length : ciphertext.length);
                message.write(ciphertext);
            }

            @Override
            public void abort() {
                ended = true;
            }

            @Override
            public void close() throws IOException {
                if (!ended) {
                    ended = true;
                    writeFrame(true);
                }
                message.close();
            }
        };
    }

    @Override
    public DecryptingInputStream decrypting(InputStream message, MessageContext required) throws IOException {
        Header header = readHeader(message);
        if (!header.context.pairs().entrySet().containsAll(required.pairs().entrySet())) {
            throw new EnvelopeException("the context " + header.context + " has not what is required: " + required);
        }
        return new DecryptingInputStream() {
            private InputStream frame = InputStream.nullInputStream();
            private int index;
            private boolean last;

            @Override
            public MessageHeader header() {
                return headerOf(header);
            }

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = frame.read(target, offset, length);
                while (count < 0 && !last) {
                    frame = new ByteArrayInputStream(nextFrame());
                    count = frame.read(target, offset, length);
                }
                return count;
            }

            private byte[] nextFrame() throws IOException {
                byte[] ciphertext;
                try {
                    int length = new DataInputStream(message).readInt();
                    last = length < 0;
                    ciphertext = message.readNBytes(Math.min(Math.abs(length), FRAME_BYTES + 16));
                } catch (EOFException e) {
                    throw new EnvelopeException("cut off", e);
                }
                byte[] plaintext = frame(Cipher.DECRYPT_MODE, header, index++, last, ciphertext);
                if (last && message.read() >= 0) {
                    throw new EnvelopeException("bytes follow the message");
                }
                return plaintext;
            }

            @Override
            public void close() throws IOException {
                message.close();
            }
        };
    }

    @Override
    public byte[] encrypt(byte[] plaintext, MessageContext context) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (OutputStream out = encrypting(message, context)) {
            out.write(plaintext);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return message.toByteArray();
    }

    @Override
    public byte[] decrypt(byte[] message, MessageContext required) {
        try (InputStream in = decrypting(new ByteArrayInputStream(message), required)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public MessageHeader inspect(byte[] message) {
        try {
            return headerOf(readHeader(new ByteArrayInputStream(message)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageHeader headerOf(Header header) {
        return new MessageHeader(AlgorithmSuite.AES_256_GCM, header.context, List.of(), FRAME_BYTES);
    }

    @Override
    public ByteBuffer encrypt(ByteBuffer plaintext, MessageContext context) {
        byte[] bytes = new byte[plaintext.remaining()];
        plaintext.get(bytes);
        return ByteBuffer.wrap(encrypt(bytes, context));
    }

    @Override
    public ByteBuffer decrypt(ByteBuffer message, MessageContext required) {
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        return ByteBuffer.wrap(decrypt(bytes, required));
    }

    @Override
    public InputStream encrypting(InputStream plaintext, MessageContext context) {
        try {
            return new ByteArrayInputStream(encrypt(plaintext.readAllBytes(), context));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public WritableByteChannel encrypting(WritableByteChannel message, MessageContext context) throws IOException {
        return Channels.newChannel(encrypting(Channels.newOutputStream(message), context));
    }

    @Override
    public ReadableByteChannel decrypting(ReadableByteChannel message, MessageContext required) throws IOException {
        return Channels.newChannel(decrypting(Channels.newInputStream(message), required));
    }

    @Override
    public List<DecryptionResult> decryptAll(List<byte[]> messages, MessageContext required) {
        List<DecryptionResult> results = new ArrayList<>();
        for (byte[] message : messages) {
            try {
                results.add(DecryptionResult.success(decrypt(message, required)));
            } catch (OpenSesameException e) {
                results.add(DecryptionResult.failure(e));
            }
        }
        return results;
    }

    /** There is one key, so a message is under it already. */
    @Override
    public byte[] rewrap(byte[] message) {
        return message.clone();
    }

    @Override
    public void rewrap(InputStream message, OutputStream rewrapped) throws IOException {
        message.transferTo(rewrapped);
    }

    @Override
    public void close() {}
}
