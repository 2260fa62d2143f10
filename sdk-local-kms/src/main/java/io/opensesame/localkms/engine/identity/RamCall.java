package io.opensesame.localkms.engine.identity;

import io.opensesame.localkms.engine.call.Caller;
import java.time.Instant;

/**
 * One call of an operation of RAM, whose caller has the permission that it needs.
 *
 * @param parameters what was sent with it
 * @param caller who sent it
 * @param directory the RAM of the caller's account
 * @param now the time of the call, in whole seconds
 */
record RamCall(RamParameters parameters, Caller caller, RamDirectory directory, Instant now) {}
