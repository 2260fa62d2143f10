package io.opensesame.secrets;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads secret values from memory, and keeps them fresh behind the reader's back.
 *
 * <p>Thread-safe; one instance serves a whole application. It works until the {@code OpenSesame} it is from is closed;
 * after that every method, the asynchronous ones too, throws {@link IllegalStateException}.
 *
 * <p>What hangs on a future runs on the JDK's common pool, never on a thread that this library needs.
 *
 * <p>A secret is named by its name: 1 to 192 letters, digits or {@code _ / + = . @ -}; or by its ARN,
 * {@code acs:kms:<region>:<account>:secret/<name>}, if another account owns it. Any other name is refused with an
 * {@link IllegalArgumentException} before anything is sent, by the asynchronous methods too.
 *
 * <p>What a failing read throws: {@link io.opensesame.error.SecretNotFoundException} if KMS has no such secret or
 * version, {@link io.opensesame.error.AccessDeniedException} if the caller may not read it, other
 * {@link io.opensesame.error.KmsServiceException}s for other refusals,
 * {@link io.opensesame.error.KmsTransportException} if KMS gave no answer and no value younger than {@code maxStale} is
 * held, and {@link io.opensesame.error.CredentialsException} if there is nothing to sign the call with.
 *
 * @see "KMS API reference: GetSecretValue"
 */
public interface SecretsClient {
    /**
     * Returns the value at stage {@code ACSCurrent}. A hit never blocks; threads that miss together share one call.
     *
     * @param name the secret's name or ARN
     * @return the value
     * @throws io.opensesame.error.OpenSesameException if it cannot be read; see the class
     */
    SecretValue get(String name);

    /**
     * Returns the value at a stage.
     *
     * @param name the secret's name or ARN
     * @param stage the stage
     * @return the value
     * @throws io.opensesame.error.OpenSesameException if it cannot be read; see the class
     */
    SecretValue get(String name, VersionStage stage);

    /**
     * Returns one version by its id. Managed secrets (every type but {@code Generic}) have no reads by id: they answer
     * with their current version, which is reported as not found unless it bears this id.
     *
     * @param name the secret's name or ARN
     * @param versionId the version's id, 1 to 64 characters
     * @return the value
     * @throws io.opensesame.error.OpenSesameException if it cannot be read; see the class
     */
    SecretValue getVersion(String name, String versionId);

    /**
     * Returns the value at stage {@code ACSCurrent} without blocking: at once on a hit, else when KMS has answered.
     *
     * @param name the secret's name or ARN
     * @return the value, or the failure that {@link #get(String)} would throw
     */
    CompletableFuture<SecretValue> getAsync(String name);

    /**
     * Returns the value at a stage without blocking.
     *
     * @param name the secret's name or ARN
     * @param stage the stage
     * @return the value, or the failure that {@link #get(String, VersionStage)} would throw
     */
    CompletableFuture<SecretValue> getAsync(String name, VersionStage stage);

    /**
     * Returns one version by its id without blocking.
     *
     * @param name the secret's name or ARN
     * @param versionId the version's id
     * @return the value, or the failure that {@link #getVersion(String, String)} would throw
     */
    CompletableFuture<SecretValue> getVersionAsync(String name, String versionId);

    /**
     * Opens a live handle on stage {@code ACSCurrent}, whose value is a text.
     *
     * @param name the secret's name or ARN
     * @return the handle, with its first value read
     * @throws io.opensesame.error.OpenSesameException if it cannot be read; see the class
     */
    default Secret<String> secret(String name) {
        return secret(name, VersionStage.CURRENT, SecretValue::exposeText);
    }

    /**
     * Opens a live handle on stage {@code ACSCurrent}, whose value is read as the type. It is read once for every
     * version, and shared by all readers.
     *
     * @param <T> the type to read
     * @param name the secret's name or ARN
     * @param type {@code String.class} for the text; {@code PemBundle.class} for certificates and a key;
     *     {@code SecretValue.class} for the version itself, whose {@code exposeBytes()} gives each reader a copy; any
     *     other, such as a record, for a JSON document that fits it
     * @return the handle, with its first value read
     * @throws IllegalArgumentException if the type is {@code byte[].class}, which must not be shared, or
     *     {@code KeyStore.class}, which needs a password
     * @throws io.opensesame.error.SecretFormatException if the value does not fit the type
     * @throws io.opensesame.error.OpenSesameException if it cannot be read; see the class
     */
    default <T> Secret<T> secret(String name, Class<T> type) {
        return secret(name, VersionStage.CURRENT, TypedMapper.to(type));
    }

    /**
     * Opens a live handle on a stage, whose value is read as the type, as {@link #secret(String, Class)} does.
     *
     * @param <T> the type to read
     * @param name the secret's name or ARN
     * @param stage the stage to follow
     * @param type the type
     * @return the handle, with its first value read
     * @throws IllegalArgumentException if the type is {@code byte[].class} or {@code KeyStore.class}
     * @throws io.opensesame.error.SecretFormatException if the value does not fit the type
     * @throws io.opensesame.error.OpenSesameException if it cannot be read; see the class
     */
    default <T> Secret<T> secret(String name, VersionStage stage, Class<T> type) {
        return secret(name, stage, TypedMapper.to(type));
    }

    /**
     * Opens a live handle on stage {@code ACSCurrent}, whose value is mapped by the application.
     *
     * @param <T> what the value is mapped to
     * @param name the secret's name or ARN
     * @param mapper called once for every version
     * @return the handle, with its first value read
     * @throws io.opensesame.error.OpenSesameException if it cannot be read; see the class
     */
    default <T> Secret<T> secret(String name, SecretMapper<T> mapper) {
        return secret(name, VersionStage.CURRENT, mapper);
    }

    /**
     * Opens a live handle on a stage, whose value is mapped by the application. Keep one handle for each secret, and
     * close those that are not needed any more: until then, each is updated at every change.
     *
     * <p>If a later version cannot be mapped, the handle keeps the one before it, marked stale, and a warning is
     * logged.
     *
     * @param <T> what the value is mapped to
     * @param name the secret's name or ARN
     * @param stage the stage to follow
     * @param mapper called once for every version
     * @return the handle, with its first value read
     * @throws io.opensesame.error.OpenSesameException if it cannot be read; see the class
     */
    <T> Secret<T> secret(String name, VersionStage stage, SecretMapper<T> mapper);

    /**
     * Reads secrets ahead, so that later reads are hits; those that are held are not read again. At most 8 are read at
     * once, and no more a second than {@link CacheOptions#refreshesPerSecond()}. Blocks until each is read or has
     * failed.
     *
     * @param names names or ARNs; their {@code ACSCurrent} is read
     * @throws io.opensesame.error.OpenSesameException if any cannot be read: the first failure; each is logged. Those
     *     that could be read are held.
     */
    void preload(Collection<String> names);

    /**
     * Reads secrets ahead in the background, each at a random moment within a time: a fleet that starts together then
     * does not ask together. A secret that is needed before its moment is read when it is needed.
     *
     * @param names names or ARNs; their {@code ACSCurrent} is read
     * @param within the time over which the reads are spread, 0 to 24 hours
     * @return completed when all have been read; failed with the first failure if any could not be
     * @throws IllegalArgumentException if a name or the time is out of bounds
     */
    CompletableFuture<Void> preloadAsync(Collection<String> names, Duration within);

    /**
     * Asks KMS now for stage {@code ACSCurrent}, whatever is held. Threads that refresh together share one call.
     *
     * @param name the secret's name or ARN
     * @return the value that KMS has now
     * @throws io.opensesame.error.OpenSesameException if KMS refuses or gives no answer. If it refuses for good (not
     *     found, denied, key disabled, pending deletion), what was held is dropped at once; otherwise it stays, marked
     *     stale
     */
    SecretValue refresh(String name);

    /**
     * Asks KMS now for stage {@code ACSCurrent} without blocking.
     *
     * @param name the secret's name or ARN
     * @return the value that KMS has now, or the failure that {@link #refresh(String)} would throw
     */
    CompletableFuture<SecretValue> refreshAsync(String name);

    /**
     * Reports that versions of a secret were refused by what they are for, and returns the one to try next; as
     * {@link Secret#rejected} does, for stage {@code ACSCurrent}.
     *
     * @param name the secret's name or ARN
     * @param versionIds the ids of all versions that were refused in this attempt, one at least
     * @return the version to try next; empty if there is none, for now
     * @throws io.opensesame.error.OpenSesameException if KMS refuses the secret for good, which ends its value at once;
     *     or if KMS gives no answer and there is no other version to try
     * @throws IllegalArgumentException if no version id is given
     */
    Optional<SecretValue> rejected(String name, String... versionIds);

    /**
     * Tells a listener of all that happens to secrets from now on. Nothing is read before the application asks for it,
     * so a listener that is added right after the client was built misses no secret.
     *
     * @param listener called on the client's event thread
     * @return what ends the listening
     */
    Subscription listen(SecretsListener listener);

    /**
     * Returns what is known of every secret that is held or was asked for lately; no plaintext.
     *
     * @return one element for each stage and version id, ordered by name; unmodifiable
     */
    List<SecretSnapshot> snapshot();
}
