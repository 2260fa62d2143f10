package io.opensesame.internal.envelope;

import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.InvalidRequestException;
import io.opensesame.error.KeyUnavailableException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.error.ResourceNotFoundException;
import io.opensesame.error.ServiceRefusal;
import io.opensesame.internal.envelope.message.EncryptedDataKey;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.crypto.EncryptionContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The KMS of several endpoints with real keys, in memory. It answers at once unless it is told to hold its answers, and
 * keeps each array with key material that it hands out, for tests to look whether it was wiped. Thread-safe.
 */
final class InMemoryKms implements DataKeyService {
    private final SecureRandom random = new SecureRandom();
    private final Map<EnvelopeKey, byte[]> keys = new HashMap<>();
    private final Map<EnvelopeKey, String> aliases = new HashMap<>();
    private final Set<KmsEndpoint> down = new HashSet<>();
    private final Set<String> denied = new HashSet<>();
    private final Set<EnvelopeKey> disabled = new HashSet<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<String, List<Duration>> times = new HashMap<>();
    private final List<byte[]> handedOut = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private boolean holding;
    private int underWay;
    private int mostUnderWay;

    synchronized InMemoryKms key(KmsEndpoint endpoint, String keyId) {
        keys.put(EnvelopeKey.at(endpoint, keyId), bytes(32));
        return this;
    }

    synchronized void alias(KmsEndpoint endpoint, String alias, String keyId) {
        aliases.put(EnvelopeKey.at(endpoint, alias), keyId);
    }

    synchronized void goDown(KmsEndpoint endpoint) {
        down.add(endpoint);
    }

    synchronized void comeUp(KmsEndpoint endpoint) {
        down.remove(endpoint);
    }

    synchronized void deny(String action) {
        denied.add(action);
    }

    synchronized void disable(KmsEndpoint endpoint, String keyId) {
        disabled.add(EnvelopeKey.at(endpoint, keyId));
    }

    /** From now on answers wait until {@link #release}. */
    synchronized void hold() {
        holding = true;
    }

    /** Gives the answers that are held, and holds on. */
    void release() {
        List<Runnable> ready;
        synchronized (this) {
            ready = List.copyOf(held);
            held.clear();
        }
        ready.forEach(Runnable::run);
    }

    /** Gives the answers that are held, and all further ones at once. */
    void releaseAll() {
        synchronized (this) {
            holding = false;
        }
        release();
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized long calls(String action) {
        return calls.stream().filter(call -> call.startsWith(action + " ")).count();
    }

    /** How much time each call of an operation was given. */
    synchronized List<Duration> times(String action) {
        return List.copyOf(times.getOrDefault(action, List.of()));
    }

    synchronized int waiting() {
        return held.size();
    }

    synchronized int mostUnderWay() {
        return mostUnderWay;
    }

    synchronized List<byte[]> handedOut() {
        return List.copyOf(handedOut);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> CompletableFuture<T> answer(
            String action, KmsEndpoint endpoint, String keyId, Duration within, Supplier<T> answer) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Runnable answering = () -> {
            try {
                T given;
                synchronized (this) {
                    underWay--;
                    requireAvailable(action, endpoint, keyId);
                    given = answer.get();
                }
                future.complete(given);
            } catch (OpenSesameException e) {
                future.completeExceptionally(e);
            }
        };
        synchronized (this) {
            calls.add(action + " " + endpoint.authority() + (keyId.isEmpty() ? "" : " " + keyId));
            times.computeIfAbsent(action, first -> new ArrayList<>()).add(within);
            underWay++;
            mostUnderWay = Math.max(mostUnderWay, underWay);
            if (holding) {
                held.add(answering);
                return future;
            }
        }
        answering.run();
        return future;
    }

    private void requireAvailable(String action, KmsEndpoint endpoint, String keyId) {
        if (down.contains(endpoint)) {
            throw new KmsTransportException(action, endpoint.authority(), action + ": KMS is down.", null);
        }
        ServiceRefusal refusal = new ServiceRefusal(action, keyId, endpoint.authority(), 400, "Code", "", "");
        if (denied.contains(action)) {
            throw new AccessDeniedException(refusal, "*", "{\"Action\":\"kms:" + action + "\"}");
        }
        if (disabled.contains(EnvelopeKey.at(endpoint, keyId.isEmpty() ? "none" : keyId))) {
            throw new KeyUnavailableException(refusal);
        }
        if (!keyId.isEmpty()
                && !keys.containsKey(EnvelopeKey.at(endpoint, keyId))
                && !aliases.containsKey(EnvelopeKey.at(endpoint, keyId))) {
            throw new ResourceNotFoundException(refusal);
        }
    }

    @Override
    public CompletableFuture<GeneratedDataKey> generate(EnvelopeKey key, EncryptionContext context, Duration within) {
        return answer("GenerateDataKey", endpoint(key), key.keyId(), within, () -> {
            byte[] raw = bytes(32);
            handedOut.add(raw);
            return new GeneratedDataKey(raw, encrypt(key, raw, context));
        });
    }

    @Override
    public CompletableFuture<EncryptedDataKey> wrap(
            EnvelopeKey key, byte[] dataKey, EncryptionContext context, Duration within) {
        byte[] copy = dataKey.clone();
        return answer("Encrypt", endpoint(key), key.keyId(), within, () -> encrypt(key, copy, context));
    }

    private EncryptedDataKey encrypt(EnvelopeKey key, byte[] plaintext, EncryptionContext context) {
        byte[] id = key.keyId().getBytes(StandardCharsets.UTF_8);
        byte[] iv = bytes(12);
        byte[] sealed = gcm(Cipher.ENCRYPT_MODE, Objects.requireNonNull(keys.get(key)), iv, plaintext, context);
        ByteBuffer blob = ByteBuffer.allocate(1 + id.length + iv.length + sealed.length);
        blob.put((byte) id.length).put(id).put(iv).put(sealed);
        String region = endpoint(key).region().orElse("");
        return new EncryptedDataKey(region, key.keyId(), blob.array());
    }

    @Override
    public CompletableFuture<UnwrappedDataKey> unwrap(
            KmsEndpoint endpoint, byte[] ciphertext, EncryptionContext context, Duration within) {
        return answer("Decrypt", endpoint, "", within, () -> {
            ByteBuffer blob = ByteBuffer.wrap(ciphertext);
            String keyId = new String(take(blob, blob.get()), StandardCharsets.UTF_8);
            EnvelopeKey key = EnvelopeKey.at(endpoint, keyId);
            ServiceRefusal refusal = new ServiceRefusal("Decrypt", "", endpoint.authority(), 400, "Code", "", "");
            if (!keys.containsKey(key)) {
                throw new InvalidRequestException(refusal);
            }
            if (disabled.contains(key)) {
                throw new KeyUnavailableException(refusal);
            }
            byte[] iv = take(blob, 12);
            byte[] raw = gcm(
                    Cipher.DECRYPT_MODE,
                    Objects.requireNonNull(keys.get(key)),
                    iv,
                    take(blob, blob.remaining()),
                    context);
            if (raw.length == 0) {
                throw new InvalidRequestException(refusal);
            }
            handedOut.add(raw);
            return new UnwrappedDataKey(raw, keyId);
        });
    }

    @Override
    public CompletableFuture<String> keyId(EnvelopeKey alias, Duration within) {
        return answer("DescribeKey", endpoint(alias), alias.keyId(), within, () -> aliases.get(alias));
    }

    private static KmsEndpoint endpoint(EnvelopeKey key) {
        return key.endpoint().orElseThrow();
    }

    private static byte[] take(ByteBuffer from, int length) {
        byte[] taken = new byte[length];
        from.get(taken);
        return taken;
    }

    /** Returns nothing if the ciphertext does not fit. */
    private static byte[] gcm(int mode, byte[] key, byte[] iv, byte[] input, EncryptionContext context) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
            context.pairs().forEach((name, value) -> cipher.updateAAD(aad(name, value)));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            return new byte[0];
        }
    }

    private static byte[] aad(String name, String value) {
        return Arrays.asList(name.length(), name, value.length(), value)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
