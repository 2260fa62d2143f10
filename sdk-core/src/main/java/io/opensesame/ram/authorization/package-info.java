/** Sets up what Secrets Manager needs to rotate AccessKeys of RAM users. Start at {@link RamAuthorization}. */
@NullMarked
package io.opensesame.ram.authorization;

import org.jspecify.annotations.NullMarked;
