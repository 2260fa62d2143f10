package io.opensesame.localkms.engine;

/** Why a secret is rotated. */
enum RotationCause {
    /** It was due. */
    SCHEDULE,
    /** Somebody asked for it. */
    DEMAND
}
