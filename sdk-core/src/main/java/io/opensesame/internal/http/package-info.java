/** Sends signed calls over HTTPS, retries them, and turns answers into values or exceptions. */
@NullMarked
package io.opensesame.internal.http;

import org.jspecify.annotations.NullMarked;
