package io.opensesame.jdbc;

import java.time.Instant;

/** Tells a connection of an old version by when it is to be closed. */
record Notice(Instant since, Instant until, long dueNanos) {}
