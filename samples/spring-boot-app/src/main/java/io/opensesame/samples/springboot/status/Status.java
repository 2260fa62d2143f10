package io.opensesame.samples.springboot.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows; no values.
 *
 * @param ordersTaken how many orders were taken
 * @param ordersFailed how many failed
 * @param secrets the secrets that the application follows
 * @param logins open connections of the pool by the login's version
 * @param rotations the last rotations, newest first
 */
record Status(
        long ordersTaken,
        long ordersFailed,
        List<FollowedSecret> secrets,
        List<Login> logins,
        List<Rotation> rotations) {
    /**
     * A secret at a stage.
     *
     * @param name its name
     * @param stage the stage
     * @param state how it stands
     * @param version id of the version that is held
     * @param ageSeconds how long ago KMS confirmed it
     * @param refreshInSeconds when it is read again
     * @param rotatable whether the page may rotate it
     */
    record FollowedSecret(
            String name,
            String stage,
            String state,
            @Nullable String version,
            @Nullable Long ageSeconds,
            @Nullable Long refreshInSeconds,
            boolean rotatable) {}

    /**
     * Connections that were opened with one version of the login.
     *
     * @param version the version's id
     * @param connections how many are open
     * @param current whether new ones are opened with it
     */
    record Login(String version, int connections, boolean current) {}
}
