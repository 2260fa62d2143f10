package io.opensesame.internal.envelope;

import io.opensesame.auth.CredentialsProvider;
import io.opensesame.envelope.DecryptingInputStream;
import io.opensesame.envelope.DecryptionResult;
import io.opensesame.envelope.EncryptingOutputStream;
import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.envelope.EnvelopeOptions;
import io.opensesame.envelope.MessageContext;
import io.opensesame.envelope.MessageHeader;
import io.opensesame.internal.envelope.message.CipherPool;
import io.opensesame.internal.envelope.message.EncryptedDataKey;
import io.opensesame.internal.envelope.message.MessageWriter;
import io.opensesame.internal.envelope.message.OpenedMessage;
import io.opensesame.internal.envelope.message.ParsedHeader;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.crypto.EncryptionContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * An {@link EnvelopeCipher} whose data keys come from KMS. Thread-safe.
 *
 * <p>It is told the time by {@link #sweep}, which its owner calls about once a second.
 */
public final class KmsEnvelopeCipher implements EnvelopeCipher {
    private final EnvelopeOptions options;
    private final Expectations expectations;
    private final Duration callTime;
    private final KeyResolver resolver;
    private final KeyWrapper wrapper;
    private final EncryptionKeys encryptionKeys;
    private final DecryptionKeys decryptionKeys;
    private final MessageWriter writer;
    private final MessageReader reader;
    private final CipherPool ciphers = new CipherPool();
    private final Waiting waiting;
    private final Consumer<KmsEnvelopeCipher> onClose;
    private volatile boolean closed;

    /**
     * What a cipher stands on.
     *
     * @param kms makes and opens data keys
     * @param home where keys are that name no endpoint
     * @param credentials whose permissions the calls have
     * @param callTime how long one call may take
     * @param clock tells ages
     * @param random draws message ids
     * @param onCallThread whether this thread is one that calls run on, and so must not wait for one
     */
    public record Surroundings(
            DataKeyService kms,
            KmsEndpoint home,
            CredentialsProvider credentials,
            Duration callTime,
            AgeClock clock,
            SecureRandom random,
            BooleanSupplier onCallThread) {}

    /**
     * Creates a cipher.
     *
     * @param onClose told when this cipher is closed, perhaps more than once
     */
    public KmsEnvelopeCipher(EnvelopeOptions options, Surroundings around, Consumer<KmsEnvelopeCipher> onClose) {
        this.options = options;
        this.expectations = new Expectations(options);
        this.callTime = around.callTime();
        this.onClose = onClose;
        Duration maxAge = options.dataKeys().maxAge();
        List<EnvelopeKey> encrypting = located(options.encryptionKeys(), around.home());
        List<EnvelopeKey> decrypting = located(options.decryptionKeys(), around.home());
        DataKeys dataKeys = new DataKeys(ciphers);
        this.resolver = new KeyResolver(around.kms(), decrypting, maxAge, callTime, around.clock());
        this.wrapper = new KeyWrapper(around.kms(), resolver, dataKeys, encrypting);
        this.encryptionKeys =
                new EncryptionKeys(wrapper, options.suite(), options.dataKeys(), callTime, around.clock());
        this.decryptionKeys = new DecryptionKeys(
                around.kms(),
                resolver,
                dataKeys,
                places(around.home(), decrypting),
                options.anyDecryptionKey(),
                options.dataKeys(),
                around.clock());
        this.writer = new MessageWriter(around.random(), options.frameLengthBytes());
        this.waiting = new Waiting(around.home().authority(), around.onCallThread(), this::requireOpen);
        this.reader = new MessageReader(
                expectations,
                decryptionKeys,
                around.credentials(),
                options.dataKeys().maxEntries() > 0,
                waiting,
                callTime);
    }

    /** Gives each key its endpoint. A key may be named twice, with and without home's. */
    private static List<EnvelopeKey> located(Collection<EnvelopeKey> keys, KmsEndpoint home) {
        Set<EnvelopeKey> located = new LinkedHashSet<>();
        for (EnvelopeKey key : keys) {
            located.add(EnvelopeKey.at(key.endpoint().orElse(home), key.keyId()));
        }
        return List.copyOf(located);
    }

    private static List<Place> places(KmsEndpoint home, List<EnvelopeKey> keys) {
        Map<KmsEndpoint, List<EnvelopeKey>> byEndpoint = new LinkedHashMap<>();
        byEndpoint.put(home, new ArrayList<>());
        for (EnvelopeKey key : keys) {
            byEndpoint
                    .computeIfAbsent(key.endpoint().orElseThrow(), endpoint -> new ArrayList<>())
                    .add(key);
        }
        return byEndpoint.entrySet().stream()
                .map(place -> new Place(place.getKey(), List.copyOf(place.getValue())))
                .toList();
    }

    @Override
    public byte[] encrypt(byte[] plaintext, MessageContext context) {
        EncryptionKey key = encryptionKey(context, plaintext.length);
        try {
            return writer.encrypt(key.key(), key.encrypted(), plaintext, context);
        } finally {
            key.release();
        }
    }

    @Override
    public ByteBuffer encrypt(ByteBuffer plaintext, MessageContext context) {
        EncryptionKey key = encryptionKey(context, plaintext.remaining());
        try {
            return writer.encrypt(key.key(), key.encrypted(), plaintext, context);
        } finally {
            key.release();
        }
    }

    @Override
    public EncryptingOutputStream encrypting(OutputStream message, MessageContext context) throws IOException {
        EncryptionKey key = encryptionKey(context, 0);
        try {
            return CountedPlaintext.writtenTo(
                    writer.encrypting(message, key.key(), key.encrypted(), context), key::count);
        } finally {
            key.release();
        }
    }

    @Override
    public InputStream encrypting(InputStream plaintext, MessageContext context) {
        EncryptionKey key = encryptionKey(context, 0);
        try {
            InputStream counted = CountedPlaintext.readFrom(plaintext, key::count);
            return writer.encrypting(counted, key.key(), key.encrypted(), context);
        } finally {
            key.release();
        }
    }

    @Override
    public WritableByteChannel encrypting(WritableByteChannel message, MessageContext context) throws IOException {
        EncryptionKey key = encryptionKey(context, 0);
        try {
            return CountedPlaintext.writtenTo(
                    writer.encrypting(message, key.key(), key.encrypted(), context), key::count);
        } finally {
            key.release();
        }
    }

    /** Returns a data key for a message, held for the caller. */
    private EncryptionKey encryptionKey(MessageContext context, long length) {
        requireEncrypting();
        expectations.checkOwn(context);
        EncryptionContext told = context.encryptionContext();
        EncryptionKey held = encryptionKeys.takeHeld(told, length);
        if (held != null) {
            return held;
        }
        Deadline deadline = Deadline.in(callTime);
        return waiting.forKey(
                encryptionKeys.take(told, length, deadline), "GenerateDataKey", "for the context " + told, deadline);
    }

    private void requireEncrypting() {
        requireOpen();
        if (!wrapper.hasKeys()) {
            throw new IllegalStateException(
                    "this cipher only decrypts; name a key to encrypt with by EnvelopeOptions.Builder.encryptWith");
        }
    }

    @Override
    public byte[] decrypt(byte[] message, MessageContext required) {
        return decryptAll(ByteBuffer.wrap(message), required);
    }

    @Override
    public ByteBuffer decrypt(ByteBuffer message, MessageContext required) {
        ByteBuffer body = message.duplicate();
        ByteBuffer plaintext = ByteBuffer.wrap(decryptAll(body, required));
        message.position(message.limit());
        return plaintext;
    }

    private byte[] decryptAll(ByteBuffer message, MessageContext required) {
        requireOpen();
        try (OpenedMessage opened = reader.open(ParsedHeader.read(message), required)) {
            return opened.decrypt(message);
        }
    }

    @Override
    public DecryptingInputStream decrypting(InputStream message, MessageContext required) throws IOException {
        requireOpen();
        return reader.open(ParsedHeader.read(message), required).decrypting(message);
    }

    @Override
    public ReadableByteChannel decrypting(ReadableByteChannel message, MessageContext required) throws IOException {
        requireOpen();
        InputStream stream = Channels.newInputStream(message);
        return reader.open(ParsedHeader.read(stream), required).decryptingChannel(stream);
    }

    @Override
    public List<DecryptionResult> decryptAll(List<byte[]> messages, MessageContext required) {
        requireOpen();
        return new Batch(reader, options.parallelCalls()).decrypt(messages, required);
    }

    @Override
    public byte[] rewrap(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        requireEncrypting();
        byte[] header = rewrapped(ParsedHeader.read(in));
        byte[] rewrapped = Arrays.copyOf(header, Math.addExact(header.length, in.remaining()));
        in.get(rewrapped, header.length, in.remaining());
        return rewrapped;
    }

    @Override
    public void rewrap(InputStream message, OutputStream rewrapped) throws IOException {
        requireEncrypting();
        rewrapped.write(rewrapped(ParsedHeader.read(message)));
        message.transferTo(rewrapped);
    }

    private byte[] rewrapped(ParsedHeader header) {
        DecryptionKey key = reader.key(header, MessageContext.none());
        try {
            header.open(key.key()).close(); // a message that was changed is not worth a call
            EncryptionContext told = header.context().encryptionContext();
            Deadline deadline = Deadline.in(callTime);
            List<EncryptedDataKey> anew = waiting.await(
                    wrapper.resolvedKeys(deadline).thenCompose(keys -> wrapper.wrap(key.key(), keys, told, deadline)),
                    "Encrypt",
                    "of a message's data key",
                    deadline);
            return header.rewrapped(key.key(), anew);
        } finally {
            key.release();
        }
    }

    @Override
    public MessageHeader inspect(byte[] message) {
        requireOpen();
        return ParsedHeader.read(ByteBuffer.wrap(message)).description();
    }

    /** Drops data keys that are too old. Never blocks. */
    public void sweep() {
        encryptionKeys.sweep();
        decryptionKeys.sweep();
    }

    int heldDataKeys() {
        return encryptionKeys.size() + decryptionKeys.size();
    }

    private void requireOpen() {
        if (closed) {
            throw closedException();
        }
    }

    static IllegalStateException closedException() {
        return new IllegalStateException("this envelope cipher is closed, or the OpenSesame that it is from;"
                + " OpenSesame.envelope(...) of one that is open gives another");
    }

    @Override
    public void close() {
        closed = true;
        IllegalStateException failure = closedException();
        encryptionKeys.close(failure);
        decryptionKeys.close(failure);
        resolver.close(failure);
        ciphers.close();
        onClose.accept(this);
    }

    /** {@return the keys; nothing secret} */
    @Override
    public String toString() {
        return "EnvelopeCipher[encryptionKeys=" + options.encryptionKeys() + ", decryptionKeys="
                + options.decryptionKeys() + "]";
    }
}
