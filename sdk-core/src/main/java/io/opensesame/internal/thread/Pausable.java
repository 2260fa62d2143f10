package io.opensesame.internal.thread;

/** A part of a client that can be stopped and go on later. Pausing or resuming twice has no effect. */
public interface Pausable {
    /** Ends threads and connections, keeping what is known; returns when they have ended, or soon will. */
    void pause();

    /** Goes on. */
    void resume();
}
