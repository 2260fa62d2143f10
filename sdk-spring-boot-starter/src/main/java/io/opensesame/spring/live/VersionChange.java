package io.opensesame.spring.live;

/** A secret's move from one version to another, in one or several steps. */
record VersionChange(SecretKey secret, String previousVersionId, String versionId) {
    /** {@return this change and the one that came next, as one} */
    VersionChange then(VersionChange next) {
        return new VersionChange(secret, previousVersionId, next.versionId);
    }
}
