/** KMS instances, and the policies that their secrets and keys have. */
@NullMarked
package io.opensesame.localkms.engine.instance;

import org.jspecify.annotations.NullMarked;
