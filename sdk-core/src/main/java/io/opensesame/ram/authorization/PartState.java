package io.opensesame.ram.authorization;

/** How a part of the authorization was found. */
public enum PartState {
    /** It is there, and does what it has to. */
    PRESENT,
    /** It is not there. */
    MISSING,
    /** It is there, and does not do what it has to, or cannot be read. */
    DIFFERENT
}
