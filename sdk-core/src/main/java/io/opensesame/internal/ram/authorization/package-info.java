/** Looks at what lets KMS rotate AccessKeys of RAM users, and mends it. Start at {@link ServiceRoleAuthorization}. */
@NullMarked
package io.opensesame.internal.ram.authorization;

import org.jspecify.annotations.NullMarked;
