package io.opensesame.localkms.engine;

import io.opensesame.localkms.engine.call.RotationSchedule;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.Tags;
import io.opensesame.localkms.engine.instance.ResourcePolicy;
import io.opensesame.policy.SecretPolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One secret, as the service holds it. */
final class StoredSecret {
    /*
     *   normal       everything works
     *   scheduled    plannedDeleteTime is set: only looked at, restored, or gone once that time has come
     *   rotating     a RAM secret whose rotation window is open: retirePreviousAt is set, and the previous AccessKey
     *                still works; it neither rotates again nor takes another rotation policy
     *   broken       a rotation failed: rotation.isBroken(), no automatic one is tried; all else works
     * A secret in a KMS instance has a policy at all times, and others never have one.
     * A secret may be scheduled and rotating at once; it does not start a rotation while it is either.
     */

    private final String name;
    private final SecretType type;
    private final String creatorArn;
    private final Instant createdAt;
    private final SecretVersions versions = new SecretVersions();
    private final Tags tags = new Tags();
    private final RotationSchedule rotation = new RotationSchedule();

    private Instant updatedAt;
    private String description = "";
    private ExtendedConfig extendedConfig = ExtendedConfig.EMPTY;
    private @Nullable String encryptionKeyId;
    private @Nullable String instanceId;
    private @Nullable ResourcePolicy<SecretPolicy> policy;
    private @Nullable Instant plannedDeleteTime;
    private @Nullable Instant retirePreviousAt;
    private @Nullable UnaryOperator<String> generator;

    StoredSecret(String name, SecretType type, String creatorArn, Instant createdAt) {
        this.name = name;
        this.type = type;
        this.creatorArn = creatorArn;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }

    String name() {
        return name;
    }

    SecretType type() {
        return type;
    }

    String creatorArn() {
        return creatorArn;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    /** Notes that the description, the configuration, a version or a stage changed. */
    void updated(Instant at) {
        updatedAt = at;
    }

    SecretVersions versions() {
        return versions;
    }

    Tags tags() {
        return tags;
    }

    RotationSchedule rotation() {
        return rotation;
    }

    String description() {
        return description;
    }

    void describeAs(String newDescription) {
        description = newDescription;
    }

    ExtendedConfig extendedConfig() {
        return extendedConfig;
    }

    void configure(ExtendedConfig newConfig) {
        extendedConfig = newConfig;
    }

    Optional<String> encryptionKeyId() {
        return Optional.ofNullable(encryptionKeyId);
    }

    Optional<String> instanceId() {
        return Optional.ofNullable(instanceId);
    }

    void encryptUnder(@Nullable String newEncryptionKeyId) {
        encryptionKeyId = newEncryptionKeyId;
    }

    /** Puts this secret into a KMS instance, where it has a policy from now on. */
    void place(String newInstanceId, ResourcePolicy<SecretPolicy> newPolicy) {
        instanceId = newInstanceId;
        policy = newPolicy;
    }

    /** Returns the policy of this secret, the default one if nobody gave it another; empty if it is in no instance. */
    Optional<SecretPolicy> resourcePolicy() {
        return Optional.ofNullable(policy).map(ResourcePolicy::policy);
    }

    /** Returns the text of {@link #resourcePolicy}, as it was sent. */
    Optional<String> resourcePolicyText() {
        return Optional.ofNullable(policy).map(ResourcePolicy::text);
    }

    Optional<Instant> plannedDeleteTime() {
        return Optional.ofNullable(plannedDeleteTime);
    }

    void scheduleDeletion(Instant at) {
        plannedDeleteTime = at;
    }

    void restore(Instant now) {
        plannedDeleteTime = null;
        rotation.resume(now);
    }

    void requireNotScheduled() {
        if (plannedDeleteTime != null) {
            throw ServiceRefusal.inDeleteWindow();
        }
    }

    Optional<Instant> retirePreviousAt() {
        return Optional.ofNullable(retirePreviousAt);
    }

    void openRotationWindow(Instant until) {
        retirePreviousAt = until;
    }

    void closeRotationWindow() {
        retirePreviousAt = null;
    }

    void requireNotRotating() {
        if (retirePreviousAt != null) {
            throw ServiceRefusal.inUse("Your secret is being rotated, please try again later");
        }
    }

    Optional<UnaryOperator<String>> generator() {
        return Optional.ofNullable(generator);
    }

    void generateWith(@Nullable UnaryOperator<String> newGenerator) {
        generator = newGenerator;
    }

    /**
     * Returns when the next automatic rotation is due: not before an open rotation window closes. If rotation is
     * broken, it is the date that was missed or would be next.
     */
    Optional<Instant> nextRotation() {
        if (plannedDeleteTime != null) {
            return Optional.empty();
        }
        Instant windowEnd = retirePreviousAt;
        return rotation.next().map(next -> windowEnd != null && windowEnd.isAfter(next) ? windowEnd : next);
    }

    /** Returns when something next happens to this secret by itself, or {@link Instant#MAX} if nothing ever will. */
    Instant nextDue() {
        Instant due = rotation.isBroken() ? Instant.MAX : nextRotation().orElse(Instant.MAX);
        due = earlier(due, plannedDeleteTime);
        return earlier(due, retirePreviousAt);
    }

    @Override
    public String toString() {
        return "StoredSecret[name=" + name + ", type=" + type.wireName() + "]";
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }
}
