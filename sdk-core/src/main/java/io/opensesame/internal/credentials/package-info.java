/** The engines behind each credentials source: they read it, keep what it gave, and refresh it ahead of its expiry. */
@NullMarked
package io.opensesame.internal.credentials;

import org.jspecify.annotations.NullMarked;
