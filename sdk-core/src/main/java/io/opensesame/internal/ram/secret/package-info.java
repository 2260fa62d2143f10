/** Managing RAM secrets, over the clients of KMS and RAM. */
@NullMarked
package io.opensesame.internal.ram.secret;

import org.jspecify.annotations.NullMarked;
