package io.opensesame.jdbc.rotator;

import io.opensesame.kms.secret.SecretVersion;
import io.opensesame.secrets.VersionStage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The versions of a secret at one moment, and which of them bear the stages that a rotation moves. Immutable. */
final class LoginVersions {
    /*
     * The id of the version that follows the current one is a hash of the current one's id, so that two rotators who
     * begin at the same version make the same id, and KMS refuses the second one's value. Where that id exists already
     * (somebody made an older version current again, or gave a pending version up), it is the next attempt's: the first
     * id that is not there yet. A secret has up to 10 versions, so there are never more attempts than that.
     */
    static final int MAX_STAGES = 8;

    private static final int MAX_ATTEMPTS = 16;
    private static final int HASH_CHARACTERS = 40;

    private final String arn;
    private final String current;
    private final Optional<String> previous;
    private final Optional<String> pending;
    private final Set<String> ids;
    private final Set<VersionStage> stages;

    private LoginVersions(String arn, String current, List<SecretVersion> versions, VersionStage pendingStage) {
        this.arn = arn;
        this.current = current;
        this.previous = at(VersionStage.PREVIOUS, versions);
        this.pending = at(pendingStage, versions);
        this.ids = versions.stream().map(SecretVersion::versionId).collect(Collectors.toUnmodifiableSet());
        this.stages = versions.stream()
                .flatMap(version -> version.versionStages().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the versions, or nothing if none of them is current. */
    static Optional<LoginVersions> of(String arn, List<SecretVersion> versions, VersionStage pendingStage) {
        return at(VersionStage.CURRENT, versions)
                .map(current -> new LoginVersions(arn, current, versions, pendingStage));
    }

    private static Optional<String> at(VersionStage stage, List<SecretVersion> versions) {
        return versions.stream()
                .filter(version -> version.versionStages().contains(stage))
                .map(SecretVersion::versionId)
                .findFirst();
    }

    String current() {
        return current;
    }

    Optional<String> pending() {
        return pending;
    }

    /** Returns the pending version, unless it was current before. */
    Optional<String> leftBehind() {
        return pending.filter(version -> !previous.filter(version::equals).isPresent());
    }

    /** Returns the versions whose login may be the one in force, the likeliest first. */
    List<String> candidates() {
        return Stream.of(Optional.of(current), pending, previous)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** Tells whether the pending stage is on the current version: promoted, not finished. */
    boolean isPromoted() {
        return pending.filter(current::equals).isPresent();
    }

    /** Tells whether the pending version was made to follow the current one. */
    boolean isPrepared() {
        return pending.filter(version -> follows(version, current)).isPresent();
    }

    /** Returns the version that the current one was made to follow, if it is still there. */
    Optional<String> origin() {
        return ids.stream().filter(id -> follows(current, id)).findFirst().or(() -> previous);
    }

    /** Returns the id of the next version: the same for everybody who sees these versions. */
    String next() {
        return IntStream.range(0, MAX_ATTEMPTS)
                .mapToObj(attempt -> derived(current, attempt))
                .filter(id -> !ids.contains(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("KMS lists more versions than a secret can have"));
    }

    /** Tells whether the secret bears as many stages as it can, and the pending stage is not among them. */
    boolean lacksRoomForPendingStage() {
        return pending.isEmpty() && stages.size() >= MAX_STAGES;
    }

    private boolean follows(String version, String from) {
        return IntStream.range(0, MAX_ATTEMPTS)
                .anyMatch(attempt -> derived(from, attempt).equals(version));
    }

    private String derived(String from, int attempt) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((arn + '\n' + from + '\n' + attempt).getBytes(StandardCharsets.UTF_8));
            return "login-" + HexFormat.of().formatHex(hash).substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
