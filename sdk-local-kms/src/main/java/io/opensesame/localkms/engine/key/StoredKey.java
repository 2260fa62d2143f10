package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.call.RotationSchedule;
import io.opensesame.localkms.engine.call.Tags;
import io.opensesame.localkms.engine.instance.ResourcePolicy;
import io.opensesame.policy.KeyPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One customer master key, as the service holds it. */
final class StoredKey {
    /*
     * The state follows from three facts, the first that holds deciding:
     *   PendingDeletion  deleteTime is set: only looked at, restored, or gone once that time has come
     *   PendingImport    the material has yet to be imported, was deleted, or expired
     *   Disabled         somebody disabled it
     *   Enabled          everything works
     * A key in a KMS instance has a policy at all times, and others never have one.
     * There is always a version. An asymmetric key's versions stand side by side; of a symmetric key's the newest is
     * the primary one, which encrypts, and all decrypt. A key of external origin has one version for ever.
     */

    static final int MAX_VERSIONS = 50;

    private final String id;
    private final KeyTraits traits;
    private final Instant createdAt;
    private final List<KeyVersion> versions = new ArrayList<>();
    private final Tags tags = new Tags();
    private final RotationSchedule rotation = new RotationSchedule();
    private final ExternalMaterial external = new ExternalMaterial();

    private String description = "";
    private boolean disabled;
    private @Nullable Instant deleteTime;
    private boolean deletionProtected;
    private String protectionDescription = "";
    private @Nullable ResourcePolicy<KeyPolicy> policy;

    StoredKey(String id, KeyTraits traits, KeyVersion first) {
        this.id = id;
        this.traits = traits;
        this.createdAt = first.createdAt();
        versions.add(first);
    }

    String id() {
        return id;
    }

    KeyTraits traits() {
        return traits;
    }

    Instant createdAt() {
        return createdAt;
    }

    Tags tags() {
        return tags;
    }

    RotationSchedule rotation() {
        return rotation;
    }

    ExternalMaterial external() {
        return external;
    }

    String description() {
        return description;
    }

    void describeAs(String newDescription) {
        description = newDescription;
    }

    /** Returns every version, the earliest first. */
    List<KeyVersion> versions() {
        return Collections.unmodifiableList(versions);
    }

    Optional<KeyVersion> version(String versionId) {
        return versions.stream()
                .filter(version -> version.id().equals(versionId))
                .findFirst();
    }

    KeyVersion newest() {
        return versions.get(versions.size() - 1);
    }

    /** Adds a version; a symmetric key encrypts with it from now on. */
    void add(KeyVersion version) {
        versions.add(version);
    }

    KeyState state() {
        if (deleteTime != null) {
            return KeyState.PENDING_DELETION;
        }
        if (newest() instanceof SymmetricVersion version && !version.hasMaterial()) {
            return KeyState.PENDING_IMPORT;
        }
        return disabled ? KeyState.DISABLED : KeyState.ENABLED;
    }

    /** Refuses an operation that works with enabled keys only. */
    void requireEnabled() {
        if (state() != KeyState.ENABLED) {
            throw state().refusal();
        }
    }

    /** Refuses an operation that works with keys in any state but the last. */
    void requireNotScheduled() {
        if (state() == KeyState.PENDING_DELETION) {
            throw state().refusal();
        }
    }

    void enable(Instant now) {
        disabled = false;
        rotation.resume(now);
    }

    void disable() {
        disabled = true;
    }

    Optional<Instant> deleteTime() {
        return Optional.ofNullable(deleteTime);
    }

    void scheduleDeletion(Instant at) {
        deleteTime = at;
    }

    void cancelDeletion(Instant now) {
        deleteTime = null;
        enable(now);
    }

    boolean isDeletionProtected() {
        return deletionProtected;
    }

    String protectionDescription() {
        return protectionDescription;
    }

    void protectFromDeletion(boolean protect, String why) {
        deletionProtected = protect;
        protectionDescription = why;
    }

    /** Gives a key of a KMS instance its policy. */
    void govern(ResourcePolicy<KeyPolicy> newPolicy) {
        policy = newPolicy;
    }

    /** Returns the policy of this key, the default one if nobody gave it another; empty if it is in no instance. */
    Optional<KeyPolicy> resourcePolicy() {
        return Optional.ofNullable(policy).map(ResourcePolicy::policy);
    }

    /** Returns the text of {@link #resourcePolicy}, as it was sent. */
    Optional<String> resourcePolicyText() {
        return Optional.ofNullable(policy).map(ResourcePolicy::text);
    }

    /** Puts imported material in place; a key that waited for it works from then on. */
    void putMaterial(byte[] material, Optional<Instant> expiry) {
        boolean waited = state() == KeyState.PENDING_IMPORT;
        versions.set(0, externalVersion().with(material));
        external.remember(material);
        external.expireAt(expiry);
        if (waited) {
            disabled = false;
        }
    }

    /** Drops imported material, if there is any. */
    void dropMaterial() {
        versions.set(0, externalVersion().with(null));
        external.expireAt(Optional.empty());
    }

    /** Returns when the next automatic rotation is due; only an enabled key rotates. */
    Optional<Instant> nextRotation() {
        return state() == KeyState.ENABLED ? rotation.next() : Optional.empty();
    }

    /** Returns when something next happens to this key by itself, or {@link Instant#MAX} if nothing ever will. */
    Instant nextDue() {
        Instant due = nextRotation().orElse(Instant.MAX);
        due = earlier(due, deleteTime().orElse(Instant.MAX));
        return earlier(due, external.expiry().orElse(Instant.MAX));
    }

    @Override
    public String toString() {
        return "StoredKey[id=" + id + ", spec=" + traits.spec().wireName() + ", state=" + state().wireName() + "]";
    }

    private SymmetricVersion externalVersion() {
        if (traits.origin() == KeyOrigin.EXTERNAL && newest() instanceof SymmetricVersion version) {
            return version;
        }
        throw new IllegalStateException("the material of the key " + id + " is not imported");
    }

    private static Instant earlier(Instant one, Instant other) {
        return other.isBefore(one) ? other : one;
    }
}
