/** Who may call: accounts, their RAM users, groups and roles, the AccessKeys of these, and their policies. */
@NullMarked
package io.opensesame.localkms.engine.identity;

import org.jspecify.annotations.NullMarked;
